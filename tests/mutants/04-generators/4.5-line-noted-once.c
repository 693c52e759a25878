/* Notes the line once, before the loop. Behind the case it is gone: the frame is running. */
#define YIELD_FROM(inner)                                                                          \
    frame_self->at = __LINE__;                                                                     \
    while (generator_delegates(generator_of(inside_generator), inner)) {                           \
        return;                                                                                    \
    case __LINE__:                                                                                 \
        frame_entered(frame_self);                                                                 \
    }
