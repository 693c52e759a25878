/* Steps the inner one in a loop, and never leaves the body. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        if (0)                                                                                     \
            return;                                                                                \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }
