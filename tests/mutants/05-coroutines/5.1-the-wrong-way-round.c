/* "If it is true, the await is done." */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if (!(must_suspend)) {                                                                 \
        return;                                                                            \
    case __LINE__:;                                                                        \
    }                                                                                      \
    frame_entered(frame_self)
