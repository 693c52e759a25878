/* "Without a descriptor and without a timer there is nothing to wait for." */
    double timeout = 0;
    int error;

    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    else if (loop->timers.count > 0)
        timeout = timer_heap_timeout(&loop->timers, loop_time(loop));
    else if (loop->watched > 0)
        timeout = -1;
    error = loop_poll(loop, timeout);
    if (error != 0)
        return error;
    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    ready_run(&loop->ready);
    return 0;
