/* "Unregister means that the set is cleared." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_ZERO(&state->readers);
    FD_ZERO(&state->writers);
    state->highest = -1;
    return 0;
