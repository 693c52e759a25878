/* Tells the next, even if somebody else has taken it. */
    (void)possible;
    waiters_leave(line, waiter);
    if (waiter_woken(waiter))
        wake_next(line);
