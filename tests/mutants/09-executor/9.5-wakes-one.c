/* Wakes one worker: the others sleep on, and are waited for for ever. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (cancel_jobs)
        pool_cancel_all(pool);
    if (wait)
        pool_join(pool);
