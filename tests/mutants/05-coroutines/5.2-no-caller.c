/* "It is called from here, so it comes back to here." */
    (void)frame;
    awaited->body(awaited);
    return !coro_has_ended(awaited);
