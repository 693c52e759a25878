/* "A flag needs no lock." A worker that has looked, and does not sleep yet, misses it. */
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    if (cancel_jobs)
        pool_cancel_all(pool);
    if (wait)
        pool_join(pool);
