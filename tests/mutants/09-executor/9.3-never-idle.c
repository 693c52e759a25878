/* Nobody counts as idle, so each job makes a thread. */
    while (pool->first == NULL && !pool->shutting_down)
        pthread_cond_wait(&pool->work, &pool->lock);
    if (pool->first != NULL) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
