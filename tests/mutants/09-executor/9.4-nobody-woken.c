/* Makes workers, and lets those that sleep sleep on. */
    if (pool->queued > pool->idle && pool->workers < pool->max_workers)
        error = pool_add_worker(pool);
    return pool->workers > 0 ? 0 : error;
