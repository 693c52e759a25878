/* "The result belongs to the task's future." That is the result of the whole, not of one await. */
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &task->future.value);
    task->must_cancel = false;
    stack->waits_for = NULL;
