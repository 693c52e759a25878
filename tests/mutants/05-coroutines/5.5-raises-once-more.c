/* "It is cancelled, and stays so." Then the next resume raises it again. */
    int status;

    if (stack->innermost == NULL)
        return 0;
    stack->raised = ECANCELED;
    status = coro_resume(stack);
    stack->raised = ECANCELED;
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
