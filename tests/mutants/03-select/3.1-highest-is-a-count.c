/* "select() wants the highest number plus one, so that is what I keep." */
    if (fd >= FD_SETSIZE)
        return EINVAL;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    if (events & EVENT_READ)
        FD_SET(fd, &state->readers);
    if (events & EVENT_WRITE)
        FD_SET(fd, &state->writers);
    if (fd >= state->highest)
        state->highest = fd + 1;
    return 0;
