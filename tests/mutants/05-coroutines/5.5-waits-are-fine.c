/* "0 is success, and the end is, too." 0 means that it waits. */
    int status;

    if (stack->innermost == NULL)
        return 0;
    stack->raised = ECANCELED;
    status = coro_resume(stack);
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
