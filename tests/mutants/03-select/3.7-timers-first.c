/* "What is due is due: timers first, then the poll." */
    double timeout = -1;
    int error;

    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    else if (loop->timers.count > 0)
        timeout = timer_heap_timeout(&loop->timers, loop_time(loop));
    error = loop_poll(loop, timeout);
    if (error != 0)
        return error;
    ready_run(&loop->ready);
    return 0;
