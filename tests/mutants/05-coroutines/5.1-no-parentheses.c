/* "If it need not suspend, go on." But of `a || b` the `!` takes the `a` only. */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if (!must_suspend) {                                                                   \
        frame_entered(frame_self);                                                         \
    } else {                                                                               \
        return;                                                                            \
    case __LINE__:                                                                         \
        frame_entered(frame_self);                                                         \
    }
