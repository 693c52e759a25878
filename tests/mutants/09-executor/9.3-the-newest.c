/* Takes the job that came last. */
    struct job **place = &pool->first;

    while (pool->first == NULL && !pool->shutting_down) {
        pool->idle++;
        pthread_cond_wait(&pool->work, &pool->lock);
        pool->idle--;
    }
    if (pool->first != NULL) {
        while ((*place)->next != NULL)
            place = &(*place)->next;
        job = pool_take(pool, place);
        job->state = JOB_RUNNING;
    }
