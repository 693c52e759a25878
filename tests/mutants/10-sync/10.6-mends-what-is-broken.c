/* "The last one out: all as new." Also what was broken. */
    barrier->count--;
    if (barrier->count > 0)
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
