/* Looks at the first job, and leaves it there. */
    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    job = pool->first;
    if (job != NULL)
        job->state = JOB_RUNNING;
    (void)pool_take;
