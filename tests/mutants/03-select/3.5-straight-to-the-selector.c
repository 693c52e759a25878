/* "Tell the selector, that is what it is for." */
    struct handle *removed = *side;

    if (removed == NULL)
        return false;
    selector_unregister(&loop->selector, fd);
    loop->watches[fd] = (struct watch){0};
    loop->watched--;
    handle_cancel(removed);
    return true;
