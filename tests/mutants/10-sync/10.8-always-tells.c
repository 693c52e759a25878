/* Tells the next, even if he was never woken himself. */
    waiters_leave(line, waiter);
    if (possible)
        wake_next(line);
