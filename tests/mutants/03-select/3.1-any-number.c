/* "The kernel gave me this descriptor, so it will fit." */
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd > state->highest)
        state->highest = fd;
    return 0;
