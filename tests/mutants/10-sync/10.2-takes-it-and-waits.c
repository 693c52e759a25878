/* Takes it at once, and stands in line as well. */
    bool is_free = !lock->locked && !waiters_any(&lock->waiters);

    lock->locked = true;
    waiters_join(&lock->waiters, waiter);
    return !is_free;
