/* "If nobody is there, nothing needs to be done, and that went well." */
    struct handle *removed = *side;

    if (removed == NULL)
        return true;
    *side = NULL;
    watch_set(loop, fd, watch);
    handle_cancel(removed);
    return true;
