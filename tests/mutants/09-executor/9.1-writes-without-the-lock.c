/* "Never call anything with a lock held." But this lock is what keeps the pipe open. */
    bool first = ready_is_empty(&wakeup->calls);

    if (wakeup->loop == NULL)
        return EBADF;
    ready_push(&wakeup->calls, handle);
    pthread_mutex_unlock(&wakeup->lock);
    if (first)
        pipe_write(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    return 0;
