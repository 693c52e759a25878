/* "No job? Then I am done." A worker waits for the next. */
    if (pool->first != NULL) {
        job = pool_take(pool, &pool->first);
        job->state = JOB_RUNNING;
    }
