/* "It waits no more: out of the future's ring, and off." The future is to be cancelled, too. */
    if (task->stack.waits_for != NULL) {
        handle_cancel(&task->step);
        task->must_cancel = true;
        ready_push(&task->future.loop->ready, &task->step);
        return true;
    }
    if (task->parked) {
        task->stack.raised = ECANCELED;
        task_wake(task);
    } else {
        task->must_cancel = true;
    }
    return true;
