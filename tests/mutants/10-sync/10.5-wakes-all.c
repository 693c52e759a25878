/* Wakes all who wait: more come in than there is room. */
    struct waiter *next;

    while ((next = waiters_next(&semaphore->waiters)) != NULL) {
        if (semaphore->value > 0)
            semaphore->value--;
        waiter_wake(next);
    }
