/* "The pool is shutting down: home." Jobs that were queued before still have to be done. */
    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    if (!pool->shutting_down) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
