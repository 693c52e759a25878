/* Ends with C's return, as any function would. */
    generator (self) {
        for (my->step = 1; my->step <= my->top; my->step++) {
            my->given++;
            yield(my->step);
        }
        for (my->step = my->top - 1; my->step > 0; my->step--) {
            my->given++;
            yield(my->step);
        }
        self->result = value_of(my->given);
        return;
    }
