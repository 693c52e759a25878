/* "One byte, one signal." The others that have come wait for the next byte, which they have sent already. */
    pipe_drain(signals->read_fd);
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!atomic_exchange(&arrived[signum], false) || handle == NULL)
            continue;
        if (handle_cancelled(handle))
            signal_give_back(signals, signum);
        else
            loop_call_soon(signals->loop, handle);
        break;
    }
