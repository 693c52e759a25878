/* "The end is the end": waits, asked or not. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (cancel_jobs)
        pool_cancel_all(pool);
    pool_join(pool);
    (void)wait;
