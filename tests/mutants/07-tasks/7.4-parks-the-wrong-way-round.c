/* "If (error), park." 0 is success. */
    int error;

    timer_init(&my->timer, sleep_is_over, task);
    error = loop_call_later(task->future.loop, &my->timer, my->delay);
    if (error)
        task_park(task);
    return error;
