/* "Somebody is idle, so somebody will do it." One is idle, and two jobs wait. */
    if (pool->idle == 0 && pool->workers < pool->max_workers)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return pool->workers > 0 ? 0 : error;
