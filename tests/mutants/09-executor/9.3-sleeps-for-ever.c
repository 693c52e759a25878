/* Waits for a job, whatever happens: at the end of the pool it sleeps on. */
    while (pool->first == NULL) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    job = pool_take(pool, &pool->first);
    job->state = JOB_RUNNING;
