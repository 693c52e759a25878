/* "Only who waits can be interrupted." One that has not begun must not begin either. */
    if (stack->waits_for == NULL)
        return;
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else
        stack->raised = future_result(stack->waits_for, &stack->value);
    task->must_cancel = false;
    stack->waits_for = NULL;
