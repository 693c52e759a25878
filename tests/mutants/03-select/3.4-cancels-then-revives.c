/* "Whoever stood there is cancelled, and the new one is live: even if it is the same." */
    struct handle *replaced = *side;
    int error;

    if (replaced != NULL)
        handle_cancel(replaced);
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    handle->cancelled = false;
    return 0;
