/* "First register it, and then see whether that was all right." */
    if (fd > state->highest)
        state->highest = fd;
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    return 0;
