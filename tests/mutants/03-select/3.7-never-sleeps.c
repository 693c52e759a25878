/* "Looking does not cost much: poll without waiting." */
    int error;

    error = loop_poll(loop, 0);
    if (error != 0)
        return error;
    if (loop->timers.count > 0)
        timer_heap_expire(&loop->timers, loop_time(loop), &loop->ready);
    ready_run(&loop->ready);
    return 0;
