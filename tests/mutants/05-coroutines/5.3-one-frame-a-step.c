/* "One frame a resume. Its caller has its turn in the next one." */
    struct coro *caller = self->caller;

    self->body(self);
    if (!coro_has_ended(self))
        return 0;
    stack->innermost = caller;
    return caller != NULL ? 0 : CORO_ENDED;
