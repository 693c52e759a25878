/* Woken without a job: then it must be the end. But a wait may return for no reason. */
    if (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    if (pool->first != NULL) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
