/* "The error is what matters." The await gives a value, too. */
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, NULL);
    task->must_cancel = false;
    stack->waits_for = NULL;
