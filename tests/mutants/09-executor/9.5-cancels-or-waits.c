/* Who cancels need not wait? What runs is not cancelled. */
    pthread_mutex_lock(&pool->lock);
    pool->shutting_down = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (cancel_jobs)
        pool_cancel_all(pool);
    else if (wait)
        pool_join(pool);
