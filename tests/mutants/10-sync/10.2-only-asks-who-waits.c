/* "Nobody in line: it is mine." But somebody has it. */
    if (!waiters_any(&lock->waiters)) {
        lock->locked = true;
        return false;
    }
    waiters_join(&lock->waiters, waiter);
    return true;
