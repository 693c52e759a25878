/* "0 is success." Here it means: it waits. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        if (!coro_has_ended(self))
            return 0;
        self = caller;
    }
    stack->innermost = NULL;
    return 0;
