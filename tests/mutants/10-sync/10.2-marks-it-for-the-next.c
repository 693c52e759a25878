/* Whoever asks marks it as taken, so that it stays with those in line; but it was not taken yet. */
    bool mine = !lock->locked && !waiters_any(&lock->waiters);

    lock->locked = true;
    if (!mine)
        waiters_join(&lock->waiters, waiter);
    return !mine;
