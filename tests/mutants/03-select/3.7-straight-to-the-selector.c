/* "loop_poll() is selector_select() with another name." */
    double timeout = -1;
    int error;

    if (loop->stopping || !ready_is_empty(&loop->ready))
        timeout = 0;
    else if (loop->timers.count > 0)
        timeout = timer_heap_timeout(&loop->timers, loop_time(loop));
    error = selector_select(&loop->selector, timeout);
    if (error != 0)
        return error;
    loop_process_events(loop);
    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    ready_run(&loop->ready);
    return 0;
