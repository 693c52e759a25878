/* "Why wait? Call them now." With the lock held nobody can leave a call meanwhile, not even they. */
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    while (wakeup->calls.ready.next != &wakeup->calls.ready) {
        struct handle *handle = wakeup->calls.ready.next;

        handle_cancel(handle);
        handle->callback(handle->arg);
    }
    pthread_mutex_unlock(&wakeup->lock);
    (void)calls_move;
