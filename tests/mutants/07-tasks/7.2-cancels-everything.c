/* "If the future can be cancelled, the request is used up." Which request? */
    if (waits_for == NULL) {
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
    if (future_cancel(waits_for))
        task->must_cancel = false;
