/* "It is free, so it is mine." Overtakes the one who was woken for it. */
    if (!lock->locked) {
        lock->locked = true;
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    return true;
