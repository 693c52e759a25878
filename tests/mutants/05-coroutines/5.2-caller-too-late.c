/* "Only one that waits has to find its way back." But what it awaits in turn comes back before. */
    awaited->body(awaited);
    awaited->caller = coro_of(frame);
    return !coro_has_ended(awaited);
