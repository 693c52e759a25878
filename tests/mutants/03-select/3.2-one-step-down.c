/* "One descriptor fewer, so `highest` is one less." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    state->highest--;
    return 0;
