/* Notes the end, and tells nobody who sleeps. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_mutex_unlock(&pool->lock);
    if (cancel_jobs)
        pool_cancel_all(pool);
    if (wait)
        pool_join(pool);
