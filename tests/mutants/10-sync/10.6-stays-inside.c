/* Nobody is ever counted out. */
    if (barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
