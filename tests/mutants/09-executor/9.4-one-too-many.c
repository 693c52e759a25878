/* "Up to max_workers": one more than that. */
    if (pool->queued > pool->idle && pool->workers <= pool->max_workers)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return pool->workers > 0 ? 0 : error;
