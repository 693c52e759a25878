/* "When the highest goes, the one below is the highest." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (fd == state->highest)
        state->highest = fd - 1;
    return 0;
