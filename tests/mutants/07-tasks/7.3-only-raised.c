/* "The error goes into the stack, whoever waits." What the task waited for will be put over it. */
    if (task->stack.waits_for != NULL && future_cancel(task->stack.waits_for))
        return true;
    task->stack.raised = ECANCELED;
    task_wake(task);
    return true;
