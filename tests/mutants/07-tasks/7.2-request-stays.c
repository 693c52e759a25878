/* "It must cancel, so the future is cancelled." And the task once more, in its next step but one. */
    if (waits_for == NULL) {
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel)
        future_cancel(waits_for);
