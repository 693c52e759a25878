/* "The line is only needed by those who leave." */
#define SUSPEND_IF(must_suspend)                                                           \
    if (must_suspend) {                                                                    \
        frame_self->at = __LINE__;                                                         \
        return;                                                                            \
    case __LINE__:;                                                                        \
    }                                                                                      \
    frame_entered(frame_self)
