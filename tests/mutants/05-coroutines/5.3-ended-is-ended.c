/* "It has ended, so the stack has." Only if it was the outermost. */
    self->body(self);
    if (!coro_has_ended(self))
        return 0;
    stack->innermost = NULL;
    return CORO_ENDED;
