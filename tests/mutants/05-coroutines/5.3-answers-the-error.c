/* "An error that nobody caught is the answer." coro_resume() knows that, and takes it from the stack. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        if (!coro_has_ended(self))
            return 0;
        self = caller;
    }
    stack->innermost = NULL;
    return stack->raised != 0 ? stack->raised : CORO_ENDED;
