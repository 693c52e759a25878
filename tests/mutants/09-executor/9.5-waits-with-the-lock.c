/* Holds the lock until the workers have ended, which need it to end. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    if (wait)
        pool_join(pool);
    pthread_mutex_unlock(&pool->lock);
    if (cancel_jobs)
        pool_cancel_all(pool);
