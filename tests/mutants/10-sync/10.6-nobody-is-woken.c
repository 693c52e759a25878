/* Opens the next round; those who wait for it sleep on. */
    barrier->count--;
    if (barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
