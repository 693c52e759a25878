/* "An await waits." Whoever drives it adds a callback, and one iteration is lost. */
    (void)error;
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    return coro_waits_for(frame, awaited);
