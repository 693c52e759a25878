/* Asks twice: once to see whether there is more, and once to get it. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        generator_delegates(generator_of(inside_generator), inner);                                \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }
