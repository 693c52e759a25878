/* "The set holds FD_SETSIZE descriptors, so FD_SETSIZE is the last one." */
    if (fd > FD_SETSIZE)
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
