/* "The innermost is set where somebody waits." Nobody waits after the end. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        if (!coro_has_ended(self))
            return 0;
        self = caller;
    }
    return CORO_ENDED;
