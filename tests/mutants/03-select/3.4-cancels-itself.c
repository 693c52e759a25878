/* "Whoever stood there is cancelled." */
    struct handle *replaced = *side;
    int error;

    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL)
        handle_cancel(replaced);
    handle->cancelled = false;
    return 0;
