/* "Cancelled: that is all there is to do." It waits for nothing any more, in that case too. */
    if (task->must_cancel) {
        task->must_cancel = false;
        stack->raised = ECANCELED;
        return;
    }
    if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    stack->waits_for = NULL;
