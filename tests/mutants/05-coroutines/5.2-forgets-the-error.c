/* "A new call begins without an error." But this is its end. */
    bool ended;

    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    ended = coro_has_ended(awaited);
    if (ended)
        running->raised = 0;
    return !ended;
