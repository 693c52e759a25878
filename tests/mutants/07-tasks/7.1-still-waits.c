/* "What it waited for is overwritten by the next wait." But who looks before that? */
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    task->must_cancel = false;
