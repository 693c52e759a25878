/* "Whoever leaves a call wakes the loop." One byte is enough for all that wait there. */
    if (wakeup->loop == NULL)
        return EBADF;
    pipe_write(wakeup);
    ready_push(&wakeup->calls, handle);
    return 0;
