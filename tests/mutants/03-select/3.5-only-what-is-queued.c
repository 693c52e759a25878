/* "Only a handle in the queue can be cancelled." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    *side = NULL;
    watch_set(loop, fd, watch);
    if (handle_is_queued(removed))
        handle_cancel(removed);
    return true;
