/* "It was entered at the top of the body." */
#define SUSPEND_IF(must_suspend)                                                           \
    frame_self->at = __LINE__;                                                             \
    if (must_suspend) {                                                                    \
        return;                                                                            \
    case __LINE__:;                                                                        \
    }
