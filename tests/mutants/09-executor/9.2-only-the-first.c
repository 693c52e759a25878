/* "A byte is a call." There is one byte for many. */
    struct handle *handle;

    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    handle = wakeup->calls.ready.next;
    if (handle != &wakeup->calls.ready) {
        handle_cancel(handle);
        ready_push(&wakeup->loop->ready, handle);
    }
    pthread_mutex_unlock(&wakeup->lock);
    (void)calls_move;
