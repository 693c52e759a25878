/* "Neither cancelled nor a future: then there is no error." Somebody may have put one there. */
    stack->raised = 0;
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    task->must_cancel = false;
    stack->waits_for = NULL;
