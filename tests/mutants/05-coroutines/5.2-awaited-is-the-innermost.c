/* "What is awaited is the innermost now." Unless it awaits somebody in turn. */
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    if (coro_has_ended(awaited))
        return false;
    running->innermost = awaited;
    return true;
