/* "Whatever it waits for, then it has been told." Nobody told it: the next step was to. */
    if (waits_for == NULL)
        ready_push(&task->future.loop->ready, &task->step);
    else
        future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel && waits_for != NULL)
        future_cancel(waits_for);
    task->must_cancel = false;
