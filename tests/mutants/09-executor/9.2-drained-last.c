/* "First the work, then clean up." A byte that came in between is thrown away, and its call stays. */
    pthread_mutex_lock(&wakeup->lock);
    calls_move(&wakeup->calls, &wakeup->loop->ready.batch);
    pthread_mutex_unlock(&wakeup->lock);
    pipe_drain(wakeup);
