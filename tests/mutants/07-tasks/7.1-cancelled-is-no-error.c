/* "It has a value and an error." A future that was cancelled has neither. */
    int error = 0;

    if (task->must_cancel) {
        error = ECANCELED;
    } else if (stack->waits_for != NULL) {
        future_exception(stack->waits_for, &error);
        future_result(stack->waits_for, &stack->value);
    }
    if (error != 0)
        stack->raised = error;
    task->must_cancel = false;
    stack->waits_for = NULL;
