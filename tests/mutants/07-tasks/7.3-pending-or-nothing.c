/* "A pending future can be cancelled." It may refuse all the same. */
    if (task->stack.waits_for != NULL && !future_done(task->stack.waits_for)) {
        future_cancel(task->stack.waits_for);
        return true;
    }
    if (task->parked) {
        task->stack.raised = ECANCELED;
        task_wake(task);
    } else {
        task->must_cancel = true;
    }
    return true;
