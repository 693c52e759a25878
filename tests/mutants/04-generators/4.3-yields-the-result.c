/* Yields the number of steps as one value more. */
    generator (self) {
        for (my->step = 1; my->step <= my->top; my->step++) {
            my->given++;
            yield(my->step);
        }
        for (my->step = my->top - 1; my->step > 0; my->step--) {
            my->given++;
            yield(my->step);
        }
        yield(my->given);
    }
