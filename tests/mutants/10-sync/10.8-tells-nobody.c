/* "Cancelled, and out." What he was woken for is there, and nobody comes for it. */
    (void)possible;
    waiters_leave(line, waiter);
