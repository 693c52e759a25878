/* "The signal is there, so its callback is called." In the middle of anything. */
    struct signals *signals = in_charge;
    struct handle *handle = signals->watches[signum].handle;

    (void)arrived;
    if (handle != NULL)
        handle->callback(handle->arg);
