/* "add_reader only says who is to be called." */
    struct handle *replaced = *side;
    int error;

    *side = handle;
    error = watch_set(loop, fd, watch);
    if (error != 0)
        return error;
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    return 0;
