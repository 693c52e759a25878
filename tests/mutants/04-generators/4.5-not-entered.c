/* Leaves out frame_entered(): while the inner one runs, the outer one does not count as running. */
#define YIELD_FROM(inner)                                                                          \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:;                                                                                \
    }
