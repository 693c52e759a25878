/* "Round up first, then multiply." That rounds to seconds. */
    if (!(seconds > 0))
        return 0;
    if (seconds > CLOCK_LONGEST_WAIT)
        seconds = CLOCK_LONGEST_WAIT;
    return (long long)ceil(seconds) * ticks_per_second;
