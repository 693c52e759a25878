/* Wakes the first in line before he has left it: that is himself. */
    if (error == 0)
        lock->locked = true;
    else if (!lock->locked)
        lock_wake_first(lock);
    waiters_leave(&lock->waiters, waiter);
