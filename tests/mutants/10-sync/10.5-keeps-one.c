/* One too few: the last place is never handed over. */
    struct waiter *next;

    while (semaphore->value > 1 && (next = waiters_next(&semaphore->waiters)) != NULL) {
        semaphore->value--;
        waiter_wake(next);
    }
