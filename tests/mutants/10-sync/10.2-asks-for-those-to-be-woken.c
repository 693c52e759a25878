/* waiters_next() knows who is still to be woken, not who was and has not run. */
    if (!lock->locked && waiters_next(&lock->waiters) == NULL) {
        lock->locked = true;
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    return true;
