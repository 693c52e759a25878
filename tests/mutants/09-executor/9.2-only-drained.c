/* The loop wakes, and does nothing. */
    pipe_drain(wakeup);
