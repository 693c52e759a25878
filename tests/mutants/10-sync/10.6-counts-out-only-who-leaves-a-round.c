/* "Cancelled while it fills: nothing to do." But he counts as one who is there. */
    if (!barrier_is_leaving(barrier) || --barrier->count > 0)
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
