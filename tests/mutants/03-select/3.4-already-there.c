/* "The same handle stands there already: nothing is to be done." */
    struct handle *replaced = *side;
    int error;

    if (replaced == handle)
        return 0;
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL)
        handle_cancel(replaced);
    handle->cancelled = false;
    return 0;
