/* "One thread a job", up to the limit, even if others have nothing to do. */
    if (pool->workers < pool->max_workers)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return pool->workers > 0 ? 0 : error;
