/* "What comes out is passed on." ECANCELED is what the close put in. */
    int status;

    if (stack->innermost == NULL)
        return 0;
    stack->raised = ECANCELED;
    status = coro_resume(stack);
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED ? 0 : status;
