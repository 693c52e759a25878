/* "future_result() has the answer." EINPROGRESS is none. */
    (void)frame;
    error = future_result(awaited, &value);
    return coro_gives(value, error);
