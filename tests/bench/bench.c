/*
 * main() of the benchmark programs: `PROGRAM ROW COUNT` does one row and prints its results.
 */
#include "bench.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

int main(int argc, char **argv)
{
    long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;

    for (const struct row *row = rows; count > 0 && row->name != NULL; row++)
        if (strcmp(argv[1], row->name) == 0) {
            row->run(count);
            return 0;
        }
    fprintf(stderr, "usage: %s ROW COUNT, with ROW one of", argv[0]);
    for (const struct row *row = rows; row->name != NULL; row++)
        fprintf(stderr, " %s", row->name);
    fprintf(stderr, "\n");
    return 2;
}
