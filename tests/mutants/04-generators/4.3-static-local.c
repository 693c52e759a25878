/* "Then let it be static." All stairs share it. */
    static int step;

    generator (self) {
        for (step = 1; step <= my->top; step++) {
            my->step = step;
            my->given++;
            yield(step);
        }
        for (step = my->top - 1; step > 0; step--) {
            my->step = step;
            my->given++;
            yield(step);
        }
        generator_return(my->given);
    }
