/* "A handle that was cancelled is not there any more." */
    struct handle *removed = *side;

    if (removed == NULL || handle_cancelled(removed))
        return false;
    *side = NULL;
    watch_set(loop, fd, watch);
    handle_cancel(removed);
    return true;
