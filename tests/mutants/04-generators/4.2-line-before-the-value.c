/* "The order of the first two makes no difference." The argument is evaluated in a body that has gone. */
#define YIELD_VALUE(out)                                                                           \
    frame_self->at = __LINE__;                                                                     \
    generator_of(inside_generator)->value = (out);                                                 \
    return;                                                                                        \
    case __LINE__:                                                                                 \
        frame_entered(frame_self)
