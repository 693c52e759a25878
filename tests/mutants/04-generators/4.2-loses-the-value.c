/* Leaves the body and forgets to take the value along. */
#define YIELD_VALUE(out)                                                                           \
    (void)(out);                                                                                   \
    frame_self->at = __LINE__;                                                                     \
    return;                                                                                        \
    case __LINE__:                                                                                 \
    frame_entered(frame_self)
