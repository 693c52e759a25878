/* "The error stands in its stack." And nobody comes to raise it. */
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    if (task->parked)
        task->stack.raised = ECANCELED;
    else
        task->must_cancel = true;
    return true;
