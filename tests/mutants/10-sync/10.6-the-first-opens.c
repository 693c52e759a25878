/* The first who leaves opens the next round, while others are still inside. */
    barrier->count--;
    if (!barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
