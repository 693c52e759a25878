/* "A local at the top of the function is safe." Every step calls the function anew, and sets it. */
    int step = 1;

    generator (self) {
        for (; step <= my->top; step++) {
            my->given++;
            yield(step);
        }
        for (step = my->top - 1; step > 0; step--) {
            my->given++;
            yield(step);
        }
        generator_return(my->given);
    }
