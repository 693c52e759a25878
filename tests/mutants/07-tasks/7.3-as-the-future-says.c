/* "It can be cancelled if what it waits for can." A task can always be asked. */
    if (task->stack.waits_for != NULL)
        return future_cancel(task->stack.waits_for);
    if (task->parked) {
        task->stack.raised = ECANCELED;
        task_wake(task);
    } else {
        task->must_cancel = true;
    }
    return true;
