/* Wakes the next although somebody still has the lock. */
    waiters_leave(&lock->waiters, waiter);
    if (error == 0)
        lock->locked = true;
    else
        lock_wake_first(lock);
