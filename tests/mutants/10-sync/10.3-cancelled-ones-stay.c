/* Leaves the line only if he was woken. */
    if (error == 0) {
        waiters_leave(&lock->waiters, waiter);
        lock->locked = true;
    } else if (!lock->locked) {
        lock_wake_first(lock);
    }
