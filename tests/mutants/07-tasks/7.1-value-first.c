/* "What it waited for is there, so it gets that." But it was asked to cancel since. */
    if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    else if (task->must_cancel)
        stack->raised = ECANCELED;
    task->must_cancel = false;
    stack->waits_for = NULL;
