/* "The selector has to agree before the table changes." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    *side = NULL;
    if (selector_register(&loop->selector, fd, watch_events(watch)) != 0)
        return false;
    loop->watches[fd] = watch;
    handle_cancel(removed);
    return true;
