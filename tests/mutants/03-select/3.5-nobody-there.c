/* "Empty the side, then cancel." */
    struct handle *removed = *side;

    *side = NULL;
    watch_set(loop, fd, watch);
    handle_cancel(removed);
    return true;
