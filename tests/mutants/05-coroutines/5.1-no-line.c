/* "The case has the line." The frame has to have it, too. */
#define SUSPEND_IF(must_suspend)                                                           \
    if (must_suspend) {                                                                    \
        return;                                                                            \
    case __LINE__:;                                                                        \
    }                                                                                      \
    frame_entered(frame_self)
