/* "Run the loop until it is done." A loop that is running cannot be run from inside. */
    if (awaited->loop != asyncio_get_running_loop() && !future_done(awaited))
        return coro_gives(value, EINVAL);
    while (!future_done(awaited))
        if (loop_run_once(awaited->loop) != 0)
            break;
    (void)frame;
    error = future_result(awaited, &value);
    return coro_gives(value, error);
