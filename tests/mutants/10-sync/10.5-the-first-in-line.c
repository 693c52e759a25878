/* The first in line may have been cancelled, or woken before. */
    struct waiter *first = semaphore->waiters.first;

    if (semaphore->value > 0 && first != NULL && !future_done(&first->future)) {
        semaphore->value--;
        waiter_wake(first);
    }
