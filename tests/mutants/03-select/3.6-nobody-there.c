/* "The selector reports only what somebody has asked for." */
    if (handle_cancelled(handle))
        loop_remove_watch(loop, fd, event);
    else if (!handle_is_queued(handle))
        ready_push(&loop->ready, handle);
