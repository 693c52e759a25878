/* "It was woken, so there is a job." Another worker may have been quicker. */
    if (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    job = pool_take(pool, &pool->first);
    job->state = JOB_RUNNING;
