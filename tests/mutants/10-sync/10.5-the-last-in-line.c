/* Last come, first served. */
    struct waiter *last = semaphore->waiters.last;

    while (semaphore->value > 0 && last != NULL) {
        if (!future_done(&last->future)) {
            semaphore->value--;
            waiter_wake(last);
        }
        last = last->prev;
    }
