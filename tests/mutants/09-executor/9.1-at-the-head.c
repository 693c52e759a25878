/* Links it in by hand, and as on a stack: the last call comes first. */
    if (wakeup->loop == NULL)
        return EBADF;
    if (ready_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    handle->cancelled = false;
    handle->prev = &wakeup->calls.ready;
    handle->next = wakeup->calls.ready.next;
    handle->next->prev = handle->prev->next = handle;
    return 0;
