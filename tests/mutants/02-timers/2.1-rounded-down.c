/* "A cast makes a whole number of it." It cuts off what comes after the point. */
    if (!(seconds > 0))
        return 0;
    if (seconds > CLOCK_LONGEST_WAIT)
        seconds = CLOCK_LONGEST_WAIT;
    return (long long)(seconds * (double)ticks_per_second);
