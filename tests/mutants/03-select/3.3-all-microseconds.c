/* "Microseconds are precise enough, so the seconds stay 0." */
    struct timeval wait = {.tv_usec = (suseconds_t)clock_ticks(timeout, 1000000)};
    int found = select(state->highest + 1, &readers, &writers, NULL, timeout < 0 ? NULL : &wait);

    if (found < 0)
        return errno == EINTR ? 0 : errno;
    if (found > 0)
        collect_ready(selector, &readers, &writers);
    return 0;
