/* "Push, and if it is the first, wake." After the push the ring is never empty. */
    if (wakeup->loop == NULL)
        return EBADF;
    ready_push(&wakeup->calls, handle);
    if (ready_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    return 0;
