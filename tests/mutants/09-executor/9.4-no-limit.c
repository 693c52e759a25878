/* Forgets the limit, and writes behind the end of the array of threads. */
    if (pool->queued > pool->idle)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return pool->workers > 0 ? 0 : error;
