/* "The byte has done what it is for." The pipe stays ready for ever, and the loop never sleeps again. */
    pthread_mutex_lock(&wakeup->lock);
    calls_move(&wakeup->calls, &wakeup->loop->ready.batch);
    pthread_mutex_unlock(&wakeup->lock);
