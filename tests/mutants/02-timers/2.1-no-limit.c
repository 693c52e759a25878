/* "A long wait is a large number of ticks." Too large for the system call one day. */
    if (!(seconds > 0))
        return 0;
    return (long long)ceil(seconds * (double)ticks_per_second);
