/* "The result goes to the caller." To its await, and not to its own result. */
    awaited->caller = coro_of(frame);
    awaited->body(awaited);
    if (!coro_has_ended(awaited))
        return true;
    coro_of(frame)->value = running->value;
    return false;
