/* "Error and value are fields." Cancelled is no error there, and nobody notes that it was read. */
    error = awaited->error;
    if (future_done(awaited))
        return coro_gives(awaited->value, error);
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    return coro_waits_for(frame, awaited);
