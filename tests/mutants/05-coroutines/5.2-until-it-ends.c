/* "Await means: run it to its end." As a thread would. */
    awaited->caller = coro_of(frame);
    do
        awaited->body(awaited);
    while (!coro_has_ended(awaited));
    return false;
