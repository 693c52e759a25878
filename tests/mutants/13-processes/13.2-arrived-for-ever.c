/* Does not take the mark away: what has come once comes with every other signal. */
    pipe_drain(signals->read_fd);
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!arrived[signum] || handle == NULL)
            continue;
        if (handle_cancelled(handle))
            signal_give_back(signals, signum);
        else
            loop_call_soon(signals->loop, handle);
    }
