/* "Whoever is in the table no more is not called any more." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    *side = NULL;
    watch_set(loop, fd, watch);
    return true;
