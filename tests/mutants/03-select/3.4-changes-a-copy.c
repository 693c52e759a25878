/* "Put the handle on its side, done." */
    struct handle *replaced = *side;

    *side = handle;
    if (replaced != NULL && replaced != handle)
        handle_cancel(replaced);
    handle->cancelled = false;
    return 0;
