/* "To cancel is to set the flag." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    *side = NULL;
    watch_set(loop, fd, watch);
    removed->cancelled = true;
    return true;
