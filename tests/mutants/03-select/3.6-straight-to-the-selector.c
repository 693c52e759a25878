/* "A cancelled handle is taken out of the selector." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle))
        selector_unregister(&loop->selector, fd);
    else if (!handle_is_queued(handle))
        ready_push(&loop->ready, handle);
