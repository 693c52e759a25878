/* "When its body returns, it is done." */
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    coro_has_ended(awaited);
    return false;
