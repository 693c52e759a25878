/* Takes the lock that its caller has taken already. */
    pthread_mutex_lock(&pool->lock);
    if (pool->queued <= pool->idle)
        pthread_cond_signal(&pool->work);
    else if (pool->workers < pool->max_workers)
        error = pool_add_worker(pool);
    pthread_mutex_unlock(&pool->lock);
    return pool->workers > 0 ? 0 : error;
