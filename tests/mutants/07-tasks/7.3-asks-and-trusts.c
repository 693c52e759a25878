/* "If it waits for a future, that is cancelled, and all is said." The future may be done already. */
    if (task->stack.waits_for != NULL) {
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
