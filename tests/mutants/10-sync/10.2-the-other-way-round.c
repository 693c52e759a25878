/* True for "it is mine", as lock_acquire() gives. */
    if (!lock->locked && !waiters_any(&lock->waiters)) {
        lock->locked = true;
        return true;
    }
    waiters_join(&lock->waiters, waiter);
    return false;
