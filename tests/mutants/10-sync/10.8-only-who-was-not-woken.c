/* The condition the wrong way round. */
    waiters_leave(line, waiter);
    if (possible && !waiter_woken(waiter))
        wake_next(line);
