/* "`highest` goes down to the next one that is in the set." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    while (state->highest >= 0 && !FD_ISSET(state->highest, &state->readers))
        state->highest--;
    return 0;
