/* The condition the wrong way round: the first call wakes nobody. */
    if (wakeup->loop == NULL)
        return EBADF;
    if (!ready_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    ready_push(&wakeup->calls, handle);
    return 0;
