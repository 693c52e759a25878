/* "It will be done some time." Without a single worker it never is. */
    if (pool->queued > pool->idle && pool->workers < pool->max_workers)
        pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return error;
