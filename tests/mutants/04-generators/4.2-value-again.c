/* Computes the value once more when it comes back: x++ counts twice, and what was sent is lost. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_entered(frame_self)
