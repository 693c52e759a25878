/* Counts when it is asked for the next one: in between, `given` is one short. */
    generator (self) {
        for (my->step = 1; my->step <= my->top; my->step++) {
            yield(my->step);
            my->given++;
        }
        for (my->step = my->top - 1; my->step > 0; my->step--) {
            yield(my->step);
            my->given++;
        }
        generator_return(my->given);
    }
