/* "The stack has to know the future." And the frame that waits for it. */
    (void)frame;
    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    coro_running_stack()->waits_for = awaited;
    return true;
