/* "FD_SETSIZE - 1 is the limit." */
    if (fd >= FD_SETSIZE - 1)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    while (state->highest >= 0 && !FD_ISSET(state->highest, &state->readers) &&
           !FD_ISSET(state->highest, &state->writers))
        state->highest--;
    return 0;
