/* "Then the same for the caller." At any depth, and each needs a piece of the C stack. */
    struct coro *caller = self->caller;

    self->body(self);
    if (!coro_has_ended(self))
        return 0;
    stack->innermost = caller;
    return caller == NULL ? CORO_ENDED : run_frames(stack);
