/* "It is ready, so call it." */
    if (handle == NULL)
        return;
    if (handle_cancelled(handle))
        loop_remove_watch(loop, fd, event);
    else
        handle->callback(handle->arg);
