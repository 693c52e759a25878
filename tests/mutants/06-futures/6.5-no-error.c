/* "What a future has is its result." */
    (void)error;
    if (future_done(awaited))
        return coro_gives(awaited->value, 0);
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    return coro_waits_for(frame, awaited);
