/* "The loop is gone" as EPIPE, as for a pipe nobody reads. What waits for EBADF goes on waiting. */
    if (wakeup->loop == NULL)
        return EPIPE;
    if (ready_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    ready_push(&wakeup->calls, handle);
    return 0;
