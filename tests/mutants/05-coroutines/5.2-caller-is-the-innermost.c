/* "Who calls is the innermost." But that is only up to date while all of them wait. */
    (void)frame;
    awaited->caller = running->innermost;
    awaited->body(awaited);
    return !coro_has_ended(awaited);
