/* "It was asked before, so it knows." It may have caught that, and wait for something else now. */
    if (task->cancels > 1)
        return true;
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    if (task->parked) {
        task->stack.raised = ECANCELED;
        task_wake(task);
    } else {
        task->must_cancel = true;
    }
    return true;
