/* Tells the next when there is nothing for him. */
    waiters_leave(line, waiter);
    if (!possible && waiter_woken(waiter))
        wake_next(line);
