/* "On the way back, first see whether it still has to wait." As yield_from does it. */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if (0) {                                                                               \
    case __LINE__:;                                                                        \
    }                                                                                      \
    if (must_suspend)                                                                      \
        return;                                                                            \
    frame_entered(frame_self)
