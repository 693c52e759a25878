/* "No more than CLOCK_LONGEST_WAIT." It is in seconds, and this is compared in ticks. */
    double ticks = ceil(seconds * (double)ticks_per_second);

    if (!(ticks > 0))
        return 0;
    return ticks > CLOCK_LONGEST_WAIT ? (long long)CLOCK_LONGEST_WAIT : (long long)ticks;
