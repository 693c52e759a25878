/* "Descriptors are handed out in ascending order." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    state->highest = fd;
    return 0;
