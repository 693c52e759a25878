/* "First cancel the old one, then nothing can go wrong." */
    int error;

    if (*side != NULL && *side != handle)
        (*side)->cancelled = true;
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    handle->cancelled = false;
    return 0;
