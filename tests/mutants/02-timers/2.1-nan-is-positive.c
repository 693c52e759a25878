/* "What is not <= 0 is positive." A NaN is neither. */
    if (seconds <= 0)
        return 0;
    return (long long)ceil(fmin(seconds, CLOCK_LONGEST_WAIT) * (double)ticks_per_second);
