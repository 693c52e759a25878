/* "There is always a loop." Threads may outlive it. */
    if (ring_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    ring_push(&wakeup->calls, handle);
    return 0;
