/* Says EBADF, but has pushed it before: nobody will ever take it out. */
    if (ring_is_empty(&wakeup->calls) && wakeup->loop != NULL)
        pipe_write(wakeup);
    ring_push(&wakeup->calls, handle);
    return wakeup->loop == NULL ? EBADF : 0;
