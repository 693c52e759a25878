/* "It must cancel, so it need not wait at all." What it would have waited for is to be cancelled, too. */
    if (waits_for == NULL || task->must_cancel) {
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
