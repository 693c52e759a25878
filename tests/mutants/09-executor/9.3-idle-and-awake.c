/* Counts as idle, but never sleeps: a processor is busy with it. */
    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_mutex_unlock(&pool->lock);
        pthread_mutex_lock(&pool->lock);
        pool->idle--;
    }
    if (pool->first != NULL) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
