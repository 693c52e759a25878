/* "Shut down" as "drop everything". */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    pool_cancel_all(pool);
    (void)cancel_jobs;
    if (wait)
        pool_join(pool);
