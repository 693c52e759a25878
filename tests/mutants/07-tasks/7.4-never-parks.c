/* "The timer wakes it." From what? It has not been parked. */
    timer_init(&my->timer, sleep_is_over, task);
    return loop_call_later(task->future.loop, &my->timer, my->delay);
