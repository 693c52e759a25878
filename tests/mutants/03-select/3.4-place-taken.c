/* "A place that is taken is not given away." */
    int error;

    if (*side != NULL)
        return EEXIST;
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    handle->cancelled = false;
    return 0;
