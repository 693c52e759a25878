/* "Has it ended? That is what the await wants to know." */
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    return coro_has_ended(awaited);
