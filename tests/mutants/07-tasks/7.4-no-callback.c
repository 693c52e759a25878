/* "The frame is all zero, so the timer is ready for use." It calls nobody yet. */
    int error = loop_call_later(task->future.loop, &my->timer, my->delay);

    if (error == 0)
        task_park(task);
    return error;
