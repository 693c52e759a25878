/* "Begin the await first; then see whether it has to wait." */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    (void)(must_suspend);                                                                  \
    if (must_suspend) {                                                                    \
        return;                                                                            \
    case __LINE__:;                                                                        \
    }                                                                                      \
    frame_entered(frame_self)
