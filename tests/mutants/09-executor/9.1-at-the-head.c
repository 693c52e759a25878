/* "push" as on a stack: the last call comes first. */
    if (wakeup->loop == NULL)
        return EBADF;
    if (ring_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    ring_push(wakeup->calls.next, handle);
    return 0;
