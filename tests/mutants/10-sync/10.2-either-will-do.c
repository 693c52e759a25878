/* Or, where both must be so. */
    if (!lock->locked || !waiters_any(&lock->waiters)) {
        lock->locked = true;
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    return true;
