/* "future_result() puts the result where it belongs." And returns the error, for whom? */
    if (task->must_cancel)
        stack->raised = ECANCELED;
    else if (stack->waits_for != NULL)
        future_result(stack->waits_for, &stack->value);
    task->must_cancel = false;
    stack->waits_for = NULL;
