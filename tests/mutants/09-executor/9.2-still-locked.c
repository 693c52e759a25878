/* Forgets to unlock: the next who leaves a call waits for ever. */
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    calls_move(&wakeup->calls, &wakeup->loop->ready.batch);
