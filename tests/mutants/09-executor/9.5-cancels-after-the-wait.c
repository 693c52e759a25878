/* Waits first: by then everything has run, and there is nothing left to cancel. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (wait)
        pool_join(pool);
    if (cancel_jobs)
        pool_cancel_all(pool);
