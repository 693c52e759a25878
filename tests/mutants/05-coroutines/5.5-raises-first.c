/* "One that has ended does not look at it." But it stays there. */
    int status;

    stack->raised = ECANCELED;
    if (stack->innermost == NULL)
        return 0;
    status = coro_resume(stack);
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
