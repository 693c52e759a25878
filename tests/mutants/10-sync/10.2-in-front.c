/* "Whoever asks last is in the most hurry." Last come, first served. */
    if (!lock->locked && !waiters_any(&lock->waiters)) {
        lock->locked = true;
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    if (lock->waiters.first != waiter) {
        lock->waiters.last = waiter->prev;
        waiter->prev->next = NULL;
        waiter->next = lock->waiters.first;
        waiter->next->prev = waiter;
        waiter->prev = NULL;
        lock->waiters.first = waiter;
    }
    return true;
