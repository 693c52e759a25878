/* Sets things up before `generator (self)`: that is done at every step, and not once. */
    my->given = 0;

    generator (self) {
        for (my->step = 1; my->step <= my->top; my->step++) {
            my->given++;
            yield(my->step);
        }
        for (my->step = my->top - 1; my->step > 0; my->step--) {
            my->given++;
            yield(my->step);
        }
        generator_return(my->given);
    }
