/* "Let the next one look." He will take what is held. */
    waiters_leave(&lock->waiters, waiter);
    if (error == 0)
        lock->locked = true;
    lock_wake_first(lock);
