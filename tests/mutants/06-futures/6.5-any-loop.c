/* "Pending: wait." For a future whose loop does not run here, without end. */
    if (future_done(awaited)) {
        error = future_result(awaited, &value);
        return coro_gives(value, error);
    }
    return coro_waits_for(frame, awaited);
