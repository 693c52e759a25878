/* "First to bed, then the alarm clock." If there is no alarm clock, nobody ever wakes it. */
    task_park(task);
    timer_init(&my->timer, sleep_is_over, task);
    return loop_call_later(task->future.loop, &my->timer, my->delay);
