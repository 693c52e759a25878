/*
 * The rows of the executor.
 *
 * Threads run at the same time, so processor time says little here: this is the time on the wall.
 */
#include "executor_rows.h"

#include <stddef.h>
#include <time.h>

struct trips trips;

static double wall_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void trips_make(int outstanding, long count)
{
    trips = (struct trips){.left = count};
    bench_trips(outstanding);
    require(trips.ended == count, "not every job came back");
    require(trips.sum == count * (count + 1) / 2, "a job came back with another one's result");
}

static void row_trips(int outstanding, long count)
{
    double start;

    trips_make(outstanding, MOST_OUTSTANDING); /* the threads are made now */
    start = wall_seconds();
    trips_make(outstanding, count);
    report_of("trips", outstanding, (wall_seconds() - start) / (double)count * 1e9, "ns");
}

static void row_trips_1(long count)
{
    row_trips(1, count);
}

static void row_trips_64(long count)
{
    row_trips(MOST_OUTSTANDING, count);
}

const struct row rows[] = {{"trips-1", row_trips_1}, {"trips-64", row_trips_64}, {NULL, NULL}};
