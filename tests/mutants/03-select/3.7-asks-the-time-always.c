/* "timer_heap_timeout() knows when there is no timer." */
    double timeout = timer_heap_timeout(&loop->timers, loop_time(loop));
    int error;

    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    error = loop_poll(loop, timeout);
    if (error != 0)
        return error;
    timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    ready_run(&loop->ready);
    return 0;
