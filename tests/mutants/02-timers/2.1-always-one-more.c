/* "Cut off and add one: that is rounding up." Not for a wait of whole ticks. */
    if (!(seconds > 0))
        return 0;
    if (seconds >= CLOCK_LONGEST_WAIT)
        return (long long)CLOCK_LONGEST_WAIT * ticks_per_second;
    return (long long)(seconds * (double)ticks_per_second) + 1;
