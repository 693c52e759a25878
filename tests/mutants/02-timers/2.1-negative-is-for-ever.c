/* "A negative wait is one without end, as for poll()." Here it is a deadline that has passed. */
    if (isnan(seconds) || seconds == 0)
        return 0;
    if (seconds < 0)
        return -1;
    if (seconds > CLOCK_LONGEST_WAIT)
        seconds = CLOCK_LONGEST_WAIT;
    return (long long)ceil(seconds * (double)ticks_per_second);
