/* "The old reader is not in the table any more, so it is gone." */
    int error;

    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    handle->cancelled = false;
    return 0;
