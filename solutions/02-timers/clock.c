/*
 * Chapter 2: the clock.
 */
#include "clock.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <math.h>
#include <time.h>

double clock_monotonic(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

long long clock_ticks(double seconds, long ticks_per_second)
{
    /*
     * Exercise 2.1: the wait in whole ticks, rounded up. No wait for a time that is not positive (a
     * NaN is not positive either), and never more than CLOCK_LONGEST_WAIT.
     */
#ifdef SOLUTION
    if (!(seconds > 0))
        return 0;
    if (seconds > CLOCK_LONGEST_WAIT)
        seconds = CLOCK_LONGEST_WAIT;
    return (long long)ceil(seconds * (double)ticks_per_second);
#else
    TODO("2.1", seconds, ticks_per_second);
#endif
}
