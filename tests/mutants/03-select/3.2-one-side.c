/* "A descriptor is unregistered: out of the set of readers." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    while (state->highest >= 0 && !FD_ISSET(state->highest, &state->readers) &&
           !FD_ISSET(state->highest, &state->writers))
        state->highest--;
    return 0;
