/* "break leaves the switch." It leaves the innermost loop, which here is the macro's own. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    break;                                                                                         \
    case __LINE__:                                                                                 \
    frame_entered(frame_self)
