/* "Seconds are counted." A quarter of one, too. */
    const int seconds = (int)my->delay;
    int error;

    timer_init(&my->timer, sleep_is_over, task);
    error = loop_call_later(task->future.loop, &my->timer, seconds);
    if (error == 0)
        task_park(task);
    return error;
