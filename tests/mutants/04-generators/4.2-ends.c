/* Marks the frame as ended, "for this step is at its end". */
#define YIELD_VALUE(out)                                                                           \
    generator_of(inside_generator)->value = (out);                                                 \
    frame_self->at = FRAME_ENDED;                                                                  \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    frame_entered(frame_self)
