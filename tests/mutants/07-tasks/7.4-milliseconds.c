/* "Timers count milliseconds." In other libraries. */
    int error;

    timer_init(&my->timer, sleep_is_over, task);
    error = loop_call_later(task->future.loop, &my->timer, my->delay * 1000);
    if (error == 0)
        task_park(task);
    return error;
