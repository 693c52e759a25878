/* "Add 0.999 and cut off." A wait of a millionth of a tick becomes none. */
    if (!(seconds > 0))
        return 0;
    if (seconds > CLOCK_LONGEST_WAIT)
        seconds = CLOCK_LONGEST_WAIT;
    return (long long)(seconds * (double)ticks_per_second + 0.999);
