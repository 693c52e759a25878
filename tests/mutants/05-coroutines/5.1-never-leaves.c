/* The return is forgotten. */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if (must_suspend) {                                                                    \
    case __LINE__:;                                                                        \
    }                                                                                      \
    frame_entered(frame_self)
