/* "It goes on to its end." With an await that was never done. */
    int status;

    if (stack->innermost == NULL)
        return 0;
    status = coro_resume(stack);
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
