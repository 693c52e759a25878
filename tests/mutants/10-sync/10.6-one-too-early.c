/* Asks before it has counted him out. */
    if (barrier->count-- > 2 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
