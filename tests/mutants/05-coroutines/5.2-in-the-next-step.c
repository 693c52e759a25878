/* "It is the innermost now, so the next resume will run it." */
    (void)coro_has_ended;
    awaited->caller = coro_of(frame);
    running->innermost = awaited;
    return true;
