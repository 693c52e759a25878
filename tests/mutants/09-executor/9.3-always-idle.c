/* Counts itself in, and never out again. */
    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
    }
    if (pool->first != NULL) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
