/* "Somebody has to wake it." Whoever drives the coroutine does that; here nobody knows who that is. */
    static struct handle wake;

    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    if (awaited->loop != asyncio_get_running_loop())
        return coro_gives(value, EINVAL);
    handle_init(&wake, (int (*)(void *))(void (*)(void))coro_resume, coro_running_stack());
    future_add_done_callback(awaited, &wake);
    return coro_waits_for(frame, awaited);
