/* "Ask for the time once, it costs a system call." */
    double timeout = -1, now = 0;
    int error;

    if (loop->timers.count > 0)
        now = loop_time(loop);
    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    else if (loop->timers.count > 0)
        timeout = timer_heap_timeout(&loop->timers, now);
    error = loop_poll(loop, timeout);
    if (error != 0)
        return error;
    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, now, &loop->ready);
    ready_run(&loop->ready);
    return 0;
