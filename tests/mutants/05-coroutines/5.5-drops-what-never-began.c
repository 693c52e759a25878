/* "One that never began is dropped." The stack has to know that it has ended. */
    int status;

    if (stack->innermost == NULL)
        return 0;
    if (stack->innermost->frame.at == FRAME_START) {
        coro_drop(stack->innermost);
        stack->innermost = NULL;
        return 0;
    }
    stack->raised = ECANCELED;
    status = coro_resume(stack);
    if (status == 0)
        return EPROTO;
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
