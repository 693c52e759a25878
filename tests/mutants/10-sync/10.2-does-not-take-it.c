/* Says that there is no wait, and leaves it free. */
    if (!lock->locked && !waiters_any(&lock->waiters)) {
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    return true;
