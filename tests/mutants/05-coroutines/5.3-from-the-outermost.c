/* "A resume begins at the outermost, as in chapter 4." */
    while (self->caller != NULL)
        self = self->caller;
    self->body(self);
    if (!coro_has_ended(self))
        return 0;
    stack->innermost = NULL;
    return CORO_ENDED;
