/* Cancels with the lock held, which pool_cancel_all() takes itself. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    if (cancel_jobs)
        pool_cancel_all(pool);
    pthread_mutex_unlock(&pool->lock);
    if (wait)
        pool_join(pool);
