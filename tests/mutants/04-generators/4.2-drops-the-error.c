/* "A fresh step has no error." It has, if one was thrown in. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    generator_of(inside_generator)->raised = 0;                                                    \
    frame_entered(frame_self)
