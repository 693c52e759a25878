/* "If it must cancel, it raises ECANCELED." And in the next step again, and again. */
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    stack->waits_for = NULL;
