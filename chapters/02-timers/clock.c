/*
 * Chapter 2: the clock.
 */
#include "clock.h"
#include "todo.h"

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
    TODO("2.1", seconds, ticks_per_second);
}
