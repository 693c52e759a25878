/* "Who waits will read the error." Unless it is closed first. */
    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    future_mute(awaited);
    return coro_waits_for(frame, awaited);
