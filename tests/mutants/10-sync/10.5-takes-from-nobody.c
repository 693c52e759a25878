/* Counts it as taken even if nobody waits for it. */
    struct waiter *next = waiters_next(&semaphore->waiters);

    if (semaphore->value > 0) {
        semaphore->value--;
        if (next != NULL)
            waiter_wake(next);
    }
