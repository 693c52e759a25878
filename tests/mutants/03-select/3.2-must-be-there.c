/* "To unregister what is not registered is a mistake, and a mistake is an error." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    if (!FD_ISSET(fd, &state->readers) && !FD_ISSET(fd, &state->writers))
        return ENOENT;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    while (state->highest >= 0 && !FD_ISSET(state->highest, &state->readers) &&
           !FD_ISSET(state->highest, &state->writers))
        state->highest--;
    return 0;
