/* "Down from the top": so the top comes twice. */
    generator (self) {
        for (my->step = 1; my->step <= my->top; my->step++) {
            my->given++;
            yield(my->step);
        }
        for (my->step = my->top; my->step > 0; my->step--) {
            my->given++;
            yield(my->step);
        }
        generator_return(my->given);
    }
