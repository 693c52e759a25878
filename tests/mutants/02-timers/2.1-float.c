/* "A float is exact enough for a time." It has seven digits. */
    float ticks = (float)seconds * (float)ticks_per_second;

    if (!(seconds > 0))
        return 0;
    if (seconds > CLOCK_LONGEST_WAIT)
        return (long long)CLOCK_LONGEST_WAIT * ticks_per_second;
    return (long long)ceil((double)ticks);
