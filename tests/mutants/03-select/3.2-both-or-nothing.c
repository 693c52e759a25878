/* "Down to the next one that is in both sets." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    while (state->highest >= 0 && (!FD_ISSET(state->highest, &state->readers) ||
            !FD_ISSET(state->highest, &state->writers)))
        state->highest--;
    return 0;
