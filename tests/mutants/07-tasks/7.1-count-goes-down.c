/* "The request is used up: one less." The flag is used up; how often it was asked is still known. */
    if (task->must_cancel) {
        stack->raised = ECANCELED;
        task->cancels--;
    } else if (stack->waits_for != NULL) {
        stack->raised = future_result(stack->waits_for, &stack->value);
    }
    task->must_cancel = false;
    stack->waits_for = NULL;
