/* "A descriptor is either read from or written to." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events == EVENT_READ)
        FD_SET(fd, &state->readers);
    else if (events == EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
