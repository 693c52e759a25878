/* "A `highest` that is too high does no harm, select() just looks at a few more." */
    if (fd >= FD_SETSIZE)
        return EBADF;
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    return 0;
