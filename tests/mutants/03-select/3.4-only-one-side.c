/* "A descriptor has one watch: this handle." */
    struct handle *replaced = *side;
    int error;

    watch = (struct watch){0};
    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    handle->cancelled = false;
    return 0;
