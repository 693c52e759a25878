/* "Closing cannot fail." */
    if (stack->innermost == NULL)
        return 0;
    stack->raised = ECANCELED;
    return coro_resume(stack) == 0 ? EPROTO : 0;
