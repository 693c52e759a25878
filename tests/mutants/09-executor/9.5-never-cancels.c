/* Lets everything run, whatever was asked. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (wait)
        pool_join(pool);
    (void)cancel_jobs;
    (void)pool_cancel_all;
