/*
 * The rows of callbacks and timers.
 */
#include "callback_rows.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

struct work work;
struct fired fired;
double *deadlines;
unsigned *cancel_order;

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

const struct row rows[] = {
    {"batch", row_batch},
    {"chain", row_chain},
    {"chain-poll", row_chain_poll},
    {"timers-fire", row_timers_fire},
    {"timers-cancel", row_timers_cancel},
    {NULL, NULL},
};
