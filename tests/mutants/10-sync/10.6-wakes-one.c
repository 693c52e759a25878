/* One is woken for the next round, where all who wait could begin it. */
    barrier->count--;
    if (barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, 1);
