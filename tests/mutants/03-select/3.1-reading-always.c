/* "Whoever writes wants to read the answer too." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_SET(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
