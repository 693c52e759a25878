/* "The struct keeps its own books, I only set the bits." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    return 0;
