/* "Why a ring of its own?" Because the loop's queue belongs to the loop's thread. */
    if (wakeup->loop == NULL)
        return EBADF;
    pipe_write(wakeup);
    ready_push(&wakeup->loop->ready, handle);
    return 0;
