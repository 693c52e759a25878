/* "If it has a value, give it." An if, where there are many. */
#define YIELD_FROM(inner)                                                                          \
    if (generator_delegates(generator_of(inside_generator), inner)) {                              \
        frame_self->at = __LINE__;                                                                 \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }
