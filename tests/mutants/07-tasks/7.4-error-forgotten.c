/* "What can go wrong with a timer?" The heap may want to grow. */
    timer_init(&my->timer, sleep_is_over, task);
    loop_call_later(task->future.loop, &my->timer, my->delay);
    task_park(task);
    return 0;
