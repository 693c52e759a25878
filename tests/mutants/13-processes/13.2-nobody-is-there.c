/* "Who has arrived has a handle." It may have been removed meanwhile. */
    pipe_drain(signals->read_fd);
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!atomic_exchange(&arrived[signum], false))
            continue;
        if (handle_cancelled(handle))
            signal_give_back(signals, signum);
        else
            loop_call_soon(signals->loop, handle);
    }
