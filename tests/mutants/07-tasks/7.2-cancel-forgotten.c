/* "Waiting is to be a done callback." What if it was asked to cancel in this very step? */
    if (waits_for == NULL) {
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
