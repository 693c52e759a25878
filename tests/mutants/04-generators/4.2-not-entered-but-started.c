/* "It goes on, so it is as if it had started": the frame is at FRAME_START while the body runs. */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    frame_self->at = FRAME_START
