/* "It waits for nothing any more." But `ended` lies in the same place. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        if (!coro_has_ended(self))
            return 0;
        self = caller;
    }
    stack->innermost = NULL;
    stack->waits_for = NULL;
    return CORO_ENDED;
