/* The case stands behind the loop, "where it goes on". So it goes on without the rest. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    }                                                                                              \
    case __LINE__:                                                                                 \
    frame_entered(frame_self);
