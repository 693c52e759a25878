/* "Better to keep a little distance from the end of the set." */
    if (fd >= FD_SETSIZE - 1)
        return EINVAL;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
