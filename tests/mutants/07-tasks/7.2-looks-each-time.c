/* "In the next turn it can look whether the future is done." It would not look, it would go on. */
    if (waits_for != NULL && task->must_cancel && future_cancel(waits_for))
        task->must_cancel = false;
    ready_push(&task->future.loop->ready, &task->step);
