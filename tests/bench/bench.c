/*
 * How time and memory are measured, and what else all benchmark programs share.
 */
#include "bench.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

double cpu_seconds(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

/* Linux counts ru_maxrss in KiB. Where nobody says what it means, the row of memory is left out. */
double memory_used(void)
{
#ifdef __linux__
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) == 0)
        return (double)usage.ru_maxrss * 1024;
#endif
    return 0;
}

void report(const char *name, double value, const char *unit)
{
    printf("%s %.2f %s\n", name, value, unit);
}

void report_of(const char *name, long count, double value, const char *unit)
{
    char full[64];

    snprintf(full, sizeof full, "%s-%ld", name, count);
    report(full, value, unit);
}

void require(bool truth, const char *sentence)
{
    if (truth)
        return;
    fprintf(stderr, "benchmark: %s\n", sentence);
    exit(1);
}

/* xorshift64*: the same numbers in every program, on every system. */
static uint64_t random_next(void)
{
    static uint64_t state = 88172645463325252u;

    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 2685821657736338717u;
}

double random_unit(void)
{
    return (double)(random_next() >> 38) / 67108864.0;
}
