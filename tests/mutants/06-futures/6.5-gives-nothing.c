/* "The error is all that coro_gives() has to know." */
    if (future_done(awaited)) {
        error = future_result(awaited, NULL);
        return coro_gives(value, error);
    }
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    return coro_waits_for(frame, awaited);
