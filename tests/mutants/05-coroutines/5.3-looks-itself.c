/* "Ended is ended, all else waits." Not after a bare return. */
    while (self != NULL) {
        struct coro *caller = self->caller;

        self->body(self);
        if (self->frame.at != FRAME_ENDED)
            return 0;
        coro_has_ended(self);
        self = caller;
    }
    stack->innermost = NULL;
    return CORO_ENDED;
