/* "Who did not end is the innermost." But its body may have called another one, which waits. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        if (!coro_has_ended(self)) {
            stack->innermost = self;
            return 0;
        }
        self = caller;
    }
    stack->innermost = NULL;
    return CORO_ENDED;
