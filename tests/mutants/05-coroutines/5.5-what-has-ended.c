/* "coro_resume() knows what to do with one that has ended." It stops the program. */
    int status;

    stack->raised = ECANCELED;
    status = coro_resume(stack);
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
