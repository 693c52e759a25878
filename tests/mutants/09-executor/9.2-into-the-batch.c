/* "Make it quick: into the batch that runs." A batch is settled when it begins. */
    pipe_drain(wakeup);
    pthread_mutex_lock(&wakeup->lock);
    ring_move(&wakeup->calls, &wakeup->loop->ready.batch);
    pthread_mutex_unlock(&wakeup->lock);
