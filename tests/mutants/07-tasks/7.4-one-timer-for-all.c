/* "The timer must outlive this function: static." All sleepers share it then. */
    static struct timer timer;
    int error;

    timer_init(&timer, sleep_is_over, task);
    error = loop_call_later(task->future.loop, &timer, my->delay);
    if (error == 0)
        task_park(task);
    return error;
