/* "One byte more or less." The pipe stays ready for ever. */
    for (int signum = 1; signum < SIGNALS_END; signum++) {
        struct handle *handle = signals->watches[signum].handle;

        if (!atomic_exchange(&arrived[signum], false) || handle == NULL)
            continue;
        if (handle_cancelled(handle))
            signal_give_back(signals, signum);
        else
            loop_call_soon(signals->loop, handle);
    }
