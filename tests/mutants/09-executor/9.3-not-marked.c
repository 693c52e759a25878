/* Takes the job, and does not say so: it looks as if it were queued. */
    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    if (pool->first != NULL)
        job = pool_take(pool, &pool->first);
