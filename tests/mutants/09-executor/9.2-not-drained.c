/* "The byte has done what it is for." The pipe stays ready for ever, and the loop never sleeps again. */
    pthread_mutex_lock(&wakeup->lock);
    ring_move(&wakeup->calls, &wakeup->loop->ready.ready);
    pthread_mutex_unlock(&wakeup->lock);
