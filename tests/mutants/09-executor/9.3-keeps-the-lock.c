/* Returns from the middle, and so with the lock. */
    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    if (pool->first == NULL)
        return NULL;
    job = pool_take(pool, &pool->first);
    job->state = JOB_RUNNING;
    return job;
