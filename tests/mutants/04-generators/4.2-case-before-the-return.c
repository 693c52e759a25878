/* "First the label, then the return": each step returns at once, from the same place. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    case __LINE__:                                                                                 \
    return;                                                                                        \
    frame_entered(frame_self)
