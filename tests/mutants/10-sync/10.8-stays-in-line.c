/* "Who is woken is out of the line already." Who is cancelled before is not. */
    if (possible && waiter_woken(waiter))
        wake_next(line);
    else if (waiter_woken(waiter))
        waiters_leave(line, waiter);
