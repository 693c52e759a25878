/* "There is nothing to close: an error." To close twice does no harm. */
    int status;

    if (stack->innermost == NULL)
        return EALREADY;
    stack->raised = ECANCELED;
    status = coro_resume(stack);
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
