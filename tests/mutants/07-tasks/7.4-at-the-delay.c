/* "Call it at the delay." That is a moment long ago. */
    int error;

    timer_init(&my->timer, sleep_is_over, task);
    error = loop_call_at(task->future.loop, &my->timer, my->delay);
    if (error == 0)
        task_park(task);
    return error;
