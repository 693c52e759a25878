/* "First the work, then clean up." A byte that came in between is thrown away, and its call stays. */
    pthread_mutex_lock(&wakeup->lock);
    ring_move(&wakeup->calls, &wakeup->loop->ready.ready);
    pthread_mutex_unlock(&wakeup->lock);
    pipe_drain(wakeup);
