/* "An error of the poll is no reason not to run what is queued." */
    double timeout = -1;

    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    else if (loop->timers.count > 0)
        timeout = timer_heap_timeout(&loop->timers, loop_time(loop));
    loop_poll(loop, timeout);
    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    ready_run(&loop->ready);
    return 0;
