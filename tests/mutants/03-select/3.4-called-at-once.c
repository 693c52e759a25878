/* "Who has just been added might be ready already: queue it and see." */
    struct handle *replaced = *side;
    int error;

    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    handle->cancelled = false;
    if (!handle_is_queued(handle))
        ready_push(&loop->ready, handle);
    return 0;
