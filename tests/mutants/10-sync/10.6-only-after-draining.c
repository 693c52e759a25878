/* After a reset nobody opens it. */
    barrier->count--;
    if (barrier->count > 0 || barrier->state != BARRIER_DRAINING)
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
