/* "watch_set() knows what to do." */
    struct handle *replaced = *side;

    *side = handle;
    watch_set(loop, fd, watch);
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    handle->cancelled = false;
    return 0;
