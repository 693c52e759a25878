/* "The value has been taken, so I clear it." It is what was sent in. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    generator_of(inside_generator)->value = value_of(0);                                           \
    frame_entered(frame_self)
