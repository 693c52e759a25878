/* "Value and error are there to be read." Nobody would know that somebody has read them. */
    if (task->must_cancel) {
        stack->raised = ECANCELED;
    } else if (stack->waits_for != NULL) {
        stack->value = stack->waits_for->value;
        stack->raised = future_cancelled(stack->waits_for) ? ECANCELED : stack->waits_for->error;
    }
    task->must_cancel = false;
    stack->waits_for = NULL;
