/* "An await suspends. That is what it is for." */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if ((must_suspend) || true) {                                                          \
        return;                                                                            \
    case __LINE__:;                                                                        \
    }                                                                                      \
    frame_entered(frame_self)
