/* "There is always a loop." Threads may outlive it. */
    if (ready_is_empty(&wakeup->calls))
        pipe_write(wakeup);
    ready_push(&wakeup->calls, handle);
    return 0;
