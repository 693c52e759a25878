/* "A yield of what came." It takes an error for its own, and the inner one never hears of it. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner))                             \
        yield(generator_of(inside_generator)->value)
