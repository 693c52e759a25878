/* "The callback gets what it belongs to." It belongs to the sleep, and has to wake the task. */
    int error;

    timer_init(&my->timer, sleep_is_over, my);
    error = loop_call_later(task->future.loop, &my->timer, my->delay);
    if (error == 0)
        task_park(task);
    return error;
