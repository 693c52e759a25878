/* Does not ask whether the handle was cancelled: to queue it makes it live again. */
    pipe_drain(signals->read_fd);
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (atomic_exchange(&arrived[signum], false) && handle != NULL)
            loop_call_soon(signals->loop, handle);
    }
