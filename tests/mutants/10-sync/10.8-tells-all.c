/* "Let them all look." */
    waiters_leave(line, waiter);
    while (possible && waiter_woken(waiter) && line->first != NULL)
        wake_next(line);
