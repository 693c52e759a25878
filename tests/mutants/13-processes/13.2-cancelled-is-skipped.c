/* "A cancelled handle is not called, and that is all." The signal would be swallowed for ever. */
    pipe_drain(signals->read_fd);
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!atomic_exchange(&arrived[signum], false) || handle == NULL)
            continue;
        if (!handle_cancelled(handle))
            loop_call_soon(signals->loop, handle);
    }
