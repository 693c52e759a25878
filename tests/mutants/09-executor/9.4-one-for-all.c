/* "The pool has a worker: fine." Jobs are to be done side by side. */
    if (pool->workers == 0)
        error = pool_add_worker(pool);
    else
        pthread_cond_signal(&pool->work);
    return pool->workers > 0 ? 0 : error;
