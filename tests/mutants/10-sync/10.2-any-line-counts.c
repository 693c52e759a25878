/* "Somebody stands there." Also if all who do were cancelled. */
    if (!lock->locked && lock->waiters.first == NULL) {
        lock->locked = true;
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    return true;
