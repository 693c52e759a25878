/* Takes who is woken out of the line, as a queue does: who comes then sees nobody in front, and overtakes. */
    struct waiter *next;

    while (semaphore->value > 0 && (next = waiters_next(&semaphore->waiters)) != NULL) {
        semaphore->value--;
        waiters_leave(&semaphore->waiters, next);
        waiter_wake(next);
    }
