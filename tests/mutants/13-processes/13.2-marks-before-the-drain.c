/* "When all has been seen to, the pipe can be emptied." What comes in between loses its byte. */
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!atomic_exchange(&arrived[signum], false) || handle == NULL)
            continue;
        if (handle_cancelled(handle))
            signal_give_back(signals, signum);
        else
            loop_call_soon(signals->loop, handle);
    }
    if (signals->read_fd >= 0)
        pipe_drain(signals->read_fd);
