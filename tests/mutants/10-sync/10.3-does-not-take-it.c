/* "He was woken, so it is his." Only if he takes it. */
    waiters_leave(&lock->waiters, waiter);
    if (error != 0 && !lock->locked)
        lock_wake_first(lock);
