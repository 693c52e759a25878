/* "It waits for nothing, so there is nothing to do." Then nobody will ever call it again. */
    if (waits_for == NULL)
        return;
    future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel && future_cancel(waits_for))
        task->must_cancel = false;
