/* "With an error there is nothing to go on with." The callers may want to catch it. */
    while (self != NULL && stack->raised == 0) {
        struct coro *caller = self->caller;

        self->body(self);
        if (!coro_has_ended(self))
            return 0;
        self = caller;
    }
    stack->innermost = NULL;
    return CORO_ENDED;
