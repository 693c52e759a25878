/* "All below the one that goes are still there, so the highest is just below it." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    state->highest = fd - 1;
    return 0;
