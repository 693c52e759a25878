/* Takes the lock that its caller has taken already. */
    int error = EBADF;

    pthread_mutex_lock(&wakeup->lock);
    if (wakeup->loop != NULL) {
        if (ready_is_empty(&wakeup->calls))
            pipe_write(wakeup);
        ready_push(&wakeup->calls, handle);
        error = 0;
    }
    pthread_mutex_unlock(&wakeup->lock);
    return error;
