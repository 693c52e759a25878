/* "Ready means done: the handle has what it was waiting for." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle)) {
        loop_remove_watch(loop, fd, event);
    } else if (!handle_is_queued(handle)) {
        loop_remove_watch(loop, fd, event);
        ready_push(&loop->ready, handle);
    }
