/* "An await waits." The frame of one that has ended is never given back. */
    (void)coro_has_ended;
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    return true;
