/* "The future was asked, so the request is used up." It may have said no. */
    if (waits_for == NULL) {
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel) {
        future_cancel(waits_for);
        task->must_cancel = false;
    }
