/* "Not positive means without end." */
    const long long ticks = clock_ticks(timeout, 1000000);
    struct timeval wait = {.tv_sec = (time_t)(ticks / 1000000),
                           .tv_usec = (suseconds_t)(ticks % 1000000)};
    int found = select(state->highest + 1, &readers, &writers, NULL, timeout <= 0 ? NULL : &wait);

    if (found < 0)
        return errno == EINTR ? 0 : errno;
    if (found > 0)
        collect_ready(selector, &readers, &writers);
    return 0;
