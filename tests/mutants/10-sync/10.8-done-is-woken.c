/* Done is not woken: a cancelled future is done, too. */
    waiters_leave(line, waiter);
    if (future_done(&waiter->future))
        wake_next(line);
    (void)possible;
