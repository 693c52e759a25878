/* "Only what was registered is unregistered, and that was checked." */
    FD_CLR(fd, &state->readers);
    FD_CLR(fd, &state->writers);
    while (state->highest >= 0 && !FD_ISSET(state->highest, &state->readers) &&
           !FD_ISSET(state->highest, &state->writers))
        state->highest--;
    return 0;
