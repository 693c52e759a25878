/* "Why wait? Call them now." With the lock held nobody can leave a call meanwhile, not even they. */
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    while (wakeup->calls.next != &wakeup->calls) {
        struct handle *handle = wakeup->calls.next;

        handle_cancel(handle);
        handle->callback(handle->arg);
    }
    pthread_mutex_unlock(&wakeup->lock);
    (void)ring_move;
