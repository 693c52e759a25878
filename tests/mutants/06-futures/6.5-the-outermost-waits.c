/* "The stack waits." Which of its frames? The one in which the await stands. */
    struct coro *outermost = coro_of(frame);

    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    while (outermost->caller != NULL)
        outermost = outermost->caller;
    return coro_waits_for(&outermost->frame, awaited);
