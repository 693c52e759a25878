/* Returns without noting the line. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    frame_entered(frame_self)
