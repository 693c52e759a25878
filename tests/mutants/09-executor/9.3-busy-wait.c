/* Asks again and again in place of waiting, and never counts as idle. */
    while (pool->first == NULL && !pool->shutting_down) {
        pthread_mutex_unlock(&pool->lock);
        pthread_mutex_lock(&pool->lock);
    }
    if (pool->first != NULL) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
