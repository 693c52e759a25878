/* "A turn: then the error can go into the stack right now." There nobody can take it back. */
    if (waits_for == NULL) {
        if (task->must_cancel)
            task->stack.raised = ECANCELED;
        task->must_cancel = false;
        ready_push(&task->future.loop->ready, &task->step);
        return;
    }
    future_add_done_callback(waits_for, &task->step);
    if (task->must_cancel && future_cancel(waits_for))
        task->must_cancel = false;
