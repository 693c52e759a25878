/* "Some descriptor is always left, so the search ends at it." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    do
        state->highest--;
    while (!FD_ISSET(state->highest, &state->readers) && !FD_ISSET(state->highest, &state->writers));
    return 0;
