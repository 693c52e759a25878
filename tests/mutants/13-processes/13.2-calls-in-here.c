/* "We are in the loop now, so it can be called." But not queued, and nobody looks at its error. */
    pipe_drain(signals->read_fd);
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!atomic_exchange(&arrived[signum], false) || handle == NULL)
            continue;
        if (handle_cancelled(handle))
            signal_give_back(signals, signum);
        else
            handle->callback(handle->arg);
    }
