/*
 * main() of the benchmark programs: `PROGRAM ROW COUNT` does one row and prints its results.
 */
#include "bench.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Memory is counted in pages: with fewer timers the rest of a page would count as much as they. */
#define MEMORY_COUNT 100000

struct work work;
struct fired fired;
double *deadlines;
unsigned *cancel_order;

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

/* The same for a row that is done with several counts: NAME-COUNT. */
static void report_of(const char *name, long count, double value, const char *unit)
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

/*
 * From 0 to less than 1, in steps of 2^-26: a clock that has run for up to a few years can be added
 * without rounding, which could change the order of two deadlines.
 */
static double random_unit(void)
{
    return (double)(random_next() >> 38) / 67108864.0;
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

static void row_batch(long count)
{
    double seconds;

    work.left = count;
    seconds = bench_batch();
    require(work.left == 0 && work.errors == 0, "a batch called somebody twice or not at all");
    require(work.turn == count / BATCH_SIZE, "the number of batches is wrong");
    report("batch", seconds / (double)count * 1e9, "ns");
}

static void row_chain(long count)
{
    double seconds;

    work.left = count;
    seconds = bench_chain();
    require(work.left == 0, "the chain is not as long as it should be");
    report("chain", seconds / (double)count * 1e9, "ns");
}

static void row_chain_poll(long count)
{
    int ends[2];
    double seconds;

    require(pipe(ends) == 0, "no pipe");
    work.left = count;
    seconds = bench_chain_poll(ends[0]);
    require(work.left == 0, "the chain is not as long as it should be");
    report("chain-poll", seconds / (double)count * 1e9, "ns");
}

/* ---- Timers --------------------------------------------------------------------------------- */

static void timers_make(long count)
{
    deadlines = malloc((size_t)count * sizeof *deadlines);
    cancel_order = malloc((size_t)count * sizeof *cancel_order);
    require(deadlines != NULL && cancel_order != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        deadlines[i] = -random_unit();
    for (long i = 0; i < count; i++) {
        long other = (long)(random_unit() * (double)(i + 1));

        cancel_order[i] = cancel_order[other];
        cancel_order[other] = (unsigned)i;
    }
    fired = (struct fired){.last = -INFINITY};
}

static void row_timers_fire(long count)
{
    double start, seconds, before, after;

    timers_make(count);
    before = memory_used();
    timers_prepare(count);
    start = cpu_seconds();
    timers_insert(count);
    seconds = cpu_seconds() - start;
    after = memory_used();
    start = cpu_seconds();
    timers_fire();
    seconds += cpu_seconds() - start;
    require(fired.count == count && timers_empty(), "not every timer came due once");
    require(fired.errors == 0, "a timer came due after a later one");
    report_of("timers-fire", count, seconds / (double)count * 1e9, "ns");
    if (after > 0 && count >= MEMORY_COUNT)
        report_of("timers-memory", count, (after - before) / (double)count, "bytes");
}

static void row_timers_cancel(long count)
{
    double start, seconds;

    timers_make(count);
    timers_prepare(count);
    start = cpu_seconds();
    timers_insert(count);
    timers_cancel(count);
    seconds = cpu_seconds() - start;
    require(timers_empty(), "a cancelled timer still waits");
    timers_fire();
    require(fired.count == 0, "a cancelled timer was called");
    report_of("timers-cancel", count, seconds / (double)count * 1e9, "ns");
}

/* --------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*run)(long count);
} rows[] = {
    {"batch", row_batch},
    {"chain", row_chain},
    {"chain-poll", row_chain_poll},
    {"timers-fire", row_timers_fire},
    {"timers-cancel", row_timers_cancel},
};

int main(int argc, char **argv)
{
    long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;

    for (size_t i = 0; count > 0 && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(argv[1], rows[i].name) == 0) {
            rows[i].run(count);
            return 0;
        }
    fprintf(stderr, "usage: %s batch|chain|chain-poll|timers-fire|timers-cancel COUNT\n", argv[0]);
    return 2;
}
