/* "His turn has come." Also if he was cancelled: then nobody ever releases it. */
    waiters_leave(&lock->waiters, waiter);
    lock->locked = true;
    if (error != 0)
        lock_wake_first(lock);
