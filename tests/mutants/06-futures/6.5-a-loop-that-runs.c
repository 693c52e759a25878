/* "Its loop must be running." Here, not anywhere. */
    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    if (!loop_is_running(awaited->loop))
        return coro_gives(value, EINVAL);
    return coro_waits_for(frame, awaited);
