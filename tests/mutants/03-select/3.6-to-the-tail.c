/* "Each call comes at its time: if it is queued, queue it anew." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle)) {
        loop_remove_watch(loop, fd, event);
        return;
    }
    if (handle_is_queued(handle))
        handle_cancel(handle);
    ready_push(&loop->ready, handle);
