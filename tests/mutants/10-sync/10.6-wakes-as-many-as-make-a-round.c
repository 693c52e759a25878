/* "Three make a round, so three are woken." If one of them is cancelled, the others wait for ever. */
    barrier->count--;
    if (barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, barrier->parties);
