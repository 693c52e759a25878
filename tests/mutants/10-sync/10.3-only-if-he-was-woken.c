/* "Who was not woken need wake nobody." But the release found a cancelled one in front, and woke nobody. */
    waiters_leave(&lock->waiters, waiter);
    if (error == 0)
        lock->locked = true;
    else if (!lock->locked && waiter_woken(waiter))
        lock_wake_first(lock);
