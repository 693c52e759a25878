/* "A fresh set for a fresh descriptor: FD_ZERO() comes before FD_SET()." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_ZERO(&state->readers);
    FD_ZERO(&state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
