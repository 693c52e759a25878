/* "To register is to set bits; nobody asked me to clear any." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
