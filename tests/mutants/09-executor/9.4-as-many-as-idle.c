/* Forgets that the new job is counted among the queued: with one idle and one job a thread is made. */
    if (pool->queued >= pool->idle && pool->workers < pool->max_workers)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return pool->workers > 0 ? 0 : error;
