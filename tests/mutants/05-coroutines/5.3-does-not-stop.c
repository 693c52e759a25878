/* "One after the other, outwards." Even if one of them waits. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        coro_has_ended(self);
        self = caller;
    }
    stack->innermost = NULL;
    return CORO_ENDED;
