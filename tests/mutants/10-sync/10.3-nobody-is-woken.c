/* "Cancelled: then he does not get it." And who does? The release was for him. */
    waiters_leave(&lock->waiters, waiter);
    if (error == 0)
        lock->locked = true;
