/* "Readers are what gets cancelled." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle))
        loop_remove_watch(loop, fd, EVENT_READ);
    else if (!handle_is_queued(handle))
        ready_push(&loop->ready, handle);
