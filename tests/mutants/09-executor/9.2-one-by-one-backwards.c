/* Takes them from the tail, so the last comes first. */
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    while (wakeup->calls.prev != &wakeup->calls) {
        struct handle *handle = wakeup->calls.prev;

        handle_cancel(handle);
        ready_push(&wakeup->loop->ready, handle);
    }
    pthread_mutex_unlock(&wakeup->lock);
    (void)ring_move;
