/* "All that the selector needs is the descriptor and the event." */
    struct handle *replaced = *side;
    int error = selector_register(&loop->selector, fd, event);

    if (error != 0)
        return error;
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    handle->cancelled = false;
    return 0;
