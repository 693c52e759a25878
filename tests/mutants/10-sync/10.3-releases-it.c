/* "Cancelled, so I release." What somebody else holds. */
    waiters_leave(&lock->waiters, waiter);
    lock->locked = true;
    if (error != 0)
        lock_release(lock);
