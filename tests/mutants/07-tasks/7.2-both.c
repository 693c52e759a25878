/* "First the turn, then the future." A handle can stand in one ring at a time. */
    ready_push(&task->future.loop->ready, &task->step);
    if (waits_for == NULL)
        return;
    future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel && future_cancel(waits_for))
        task->must_cancel = false;
