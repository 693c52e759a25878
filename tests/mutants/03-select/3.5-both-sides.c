/* "The descriptor is not watched any more." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    watch = (struct watch){0};
    watch_set(loop, fd, watch);
    handle_cancel(removed);
    return true;
