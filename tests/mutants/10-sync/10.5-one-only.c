/* One place for one release. But a second one may be free, when the first in line was not woken yet. */
    struct waiter *next;

    if (semaphore->value > 0 && (next = waiters_next(&semaphore->waiters)) != NULL) {
        semaphore->value--;
        waiter_wake(next);
    }
