/* "Then it is the caller's turn." The frame that knew the caller is gone. */
    while (self != NULL) {
        self->body(self);
        if (!coro_has_ended(self))
            return 0;
        self = self->caller;
    }
    stack->innermost = NULL;
    return CORO_ENDED;
