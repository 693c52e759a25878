/*
 * The executor: jobs that do nothing, handed to two threads and back. What is left is the price of the
 * way there and back.
 *
 * The programs are executor_ours.c, executor_raw.c (no library) and executor_libuv.c. Each defines
 * bench_trips(); executor_rows.c calls it and takes the time. executor.py does the same in Python.
 */
#ifndef EXECUTOR_ROWS_H
#define EXECUTOR_ROWS_H

#include "bench.h"

/* How many threads there are. */
#define WORKERS 2

/* The most jobs that are under way at the same time. */
#define MOST_OUTSTANDING 64

/* The state of a row. */
struct trips {
    long left;  /* Jobs still to hand over. */
    long ended; /* Jobs whose result has come back. */
    long sum;   /* Of all results; each job's is the number that it was handed over with. */
};

extern struct trips trips;

/* The number of the next job; 0: there are no more. */
static inline long trip_begins(void)
{
    return trips.left > 0 ? trips.left-- : 0;
}

/* A job's result is back in the thread that handed it over. */
static inline void trip_ends(long number)
{
    trips.ended++;
    trips.sum += number;
}

/*
 * Hands `trips.left` jobs over, OUTSTANDING at a time: as soon as the result of one has come back, the
 * next one goes. Returns when all have come back.
 */
void bench_trips(int outstanding);

#endif
