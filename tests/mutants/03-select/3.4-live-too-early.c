/* "First make the handle live, then register it." */
    struct handle *replaced = *side;
    int error;

    handle->cancelled = false;
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    return 0;
