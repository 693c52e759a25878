/* "The request is used up, so it counts no more." The count is of those who asked, and not yet took it back. */
    if (waits_for == NULL) {
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel && future_cancel(waits_for))
        task_uncancel(task);
