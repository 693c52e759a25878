/* Wakes all, but does not say why: they find no job, and sleep on. */
    pthread_mutex_lock(&pool->lock);
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (cancel_jobs)
        pool_cancel_all(pool);
    if (wait)
        pool_join(pool);
