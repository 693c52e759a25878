/* "Again, until it gives in." For ever, if it does not; and nobody is told. */
    int status = 0;

    while (stack->innermost != NULL) {
        stack->raised = ECANCELED;
        status = coro_resume(stack);
    }
    return status == CORO_ENDED || status == ECANCELED ? 0 : status;
