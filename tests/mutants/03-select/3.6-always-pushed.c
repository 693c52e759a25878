/* "It is ready, so queue it." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle))
        loop_remove_watch(loop, fd, event);
    else
        ready_push(&loop->ready, handle);
