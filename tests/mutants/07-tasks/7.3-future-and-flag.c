/* "To be sure, both." The future's end is one error, the flag is another. */
    if (task->stack.waits_for != NULL)
        future_cancel(task->stack.waits_for);
    if (task->parked) {
        task->stack.raised = ECANCELED;
        task_wake(task);
    } else {
        task->must_cancel = true;
    }
    return true;
