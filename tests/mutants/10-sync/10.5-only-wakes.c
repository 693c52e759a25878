/* "Who is woken will take it himself." He does not: he was told that it is his. */
    struct waiter *next;

    if (semaphore->value > 0 && (next = waiters_next(&semaphore->waiters)) != NULL) {
        waiter_wake(next);
    }
