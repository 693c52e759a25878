/* "A timer is a local variable." The sleep is longer than this function. */
    struct timer timer;
    int error;

    timer_init(&timer, sleep_is_over, task);
    error = loop_call_later(task->future.loop, &timer, my->delay);
    if (error == 0)
        task_park(task);
    return error;
