/* "Wait until the deadline of the first timer." */
    double timeout = -1;
    int error;

    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    else if (loop->timers.count > 0)
        timeout = loop->timers.slots[0].when;
    error = loop_poll(loop, timeout);
    if (error != 0)
        return error;
    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    ready_run(&loop->ready);
    return 0;
