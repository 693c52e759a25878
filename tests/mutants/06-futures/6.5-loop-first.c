/* "First look at the loop." But one that is done needs none. */
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    return coro_waits_for(frame, awaited);
