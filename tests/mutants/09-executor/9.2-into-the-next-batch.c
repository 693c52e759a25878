/* "Into the queue, like any other call." One more round for what is due now, and a poll more. */
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    calls_move(&wakeup->calls, &wakeup->loop->ready.ready);
    pthread_mutex_unlock(&wakeup->lock);
