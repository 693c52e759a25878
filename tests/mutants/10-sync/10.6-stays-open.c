/* Wakes those who wait, but the round is still leaving: they wait again. */
    barrier->count--;
    if (barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    waiters_wake(&barrier->next, SIZE_MAX);
