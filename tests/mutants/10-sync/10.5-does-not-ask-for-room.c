/* Somebody waits, so wake him. And the value goes below zero. */
    struct waiter *next;

    if ((next = waiters_next(&semaphore->waiters)) != NULL) {
        semaphore->value--;
        waiter_wake(next);
    }
