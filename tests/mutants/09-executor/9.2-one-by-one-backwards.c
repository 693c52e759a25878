/* Takes them from the tail, so the last comes first. */
    struct ready_queue taken;

    ready_init(&taken);
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    while (!ready_is_empty(&wakeup->calls)) {
        struct handle *handle = wakeup->calls.ready.prev;

        handle_cancel(handle);
        ready_push(&taken, handle);
    }
    calls_move(&taken, &wakeup->loop->ready.batch);
    pthread_mutex_unlock(&wakeup->lock);
