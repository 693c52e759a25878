/* "A timeval is seconds and microseconds; a cast does the rest." */
    struct timeval wait = {.tv_sec = (time_t)(timeout > 86400 ? 86400 : timeout > 0 ? timeout : 0)};
    int found;

    if (timeout > 0 && timeout < 86400)
        wait.tv_usec = (suseconds_t)((timeout - (double)wait.tv_sec) * 1000000);
    found = select(state->highest + 1, &readers, &writers, NULL, timeout < 0 ? NULL : &wait);
    if (found < 0)
        return errno == EINTR ? 0 : errno;
    if (found > 0)
        collect_ready(selector, &readers, &writers);
    return 0;
