/* "A turn gives nothing, so the value is 0." Whoever wakes a parked task may have put one there. */
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    else
        stack->value = value_of(0);
    task->must_cancel = false;
    stack->waits_for = NULL;
