/* "Who never left need not be entered." */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if (must_suspend) {                                                                    \
        return;                                                                            \
    case __LINE__:                                                                         \
        frame_entered(frame_self);                                                         \
    }
