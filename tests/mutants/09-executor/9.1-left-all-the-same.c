/* Says EBADF, but has pushed it before: nobody will ever take it out. */
    if (ready_is_empty(&wakeup->calls) && wakeup->loop != NULL)
        pipe_write(wakeup);
    ready_push(&wakeup->calls, handle);
    return wakeup->loop == NULL ? EBADF : 0;
