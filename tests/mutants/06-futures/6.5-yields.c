/* "Give up the turn, and look again later." Nobody learns for what it waits. */
    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    return coro_suspend(frame, value);
