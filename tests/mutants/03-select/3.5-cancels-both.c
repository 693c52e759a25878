/* "The descriptor's calls must not be made." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    if (watch.reader != NULL)
        handle_cancel(watch.reader);
    if (watch.writer != NULL)
        handle_cancel(watch.writer);
    *side = NULL;
    watch_set(loop, fd, watch);
    return true;
