/* "No thread could be made: an error." But others are there, and the job is queued for them. */
    if (pool->queued > pool->idle && pool->workers < pool->max_workers)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return error;
