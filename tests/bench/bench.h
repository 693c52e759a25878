/*
 * What all benchmark programs share: how time and memory are measured, and the proof that the work was
 * done.
 *
 * One program per library, and two families of them: callback_rows.h has callbacks and timers,
 * task_rows.h coroutines and tasks. `PROGRAM ROW COUNT` does one row and prints what it measured as
 * `name value unit` lines; run.sh runs them in turn and table.awk makes the tables.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Processor time used by this program, in seconds. Not the time on the wall: what else runs on the
 * machine then disturbs less. The kernel's share counts.
 */
double cpu_seconds(void);

/* Most memory that this program has had in use so far, in bytes; 0 where nobody can say. */
double memory_used(void);

/* Memory is counted in pages: with fewer things the rest of a page would count as much as they. */
#define MEMORY_COUNT 100000

/* Prints one result: `name value unit`. */
void report(const char *name, double value, const char *unit);

/* The same for a row that is done with several counts: NAME-COUNT. */
void report_of(const char *name, long count, double value, const char *unit);

/* Ends the program with SENTENCE unless TRUTH: a benchmark that did not do its work has no result. */
void require(bool truth, const char *sentence);

/*
 * From 0 to less than 1, the same in every program, on every system. In steps of 2^-26: a clock that
 * has run for up to a few years can be added without rounding, which could change the order of two
 * deadlines.
 */
double random_unit(void);

/* What `PROGRAM ROW COUNT` calls; a family's list of them ends with a NULL. */
struct row {
    const char *name;
    void (*run)(long count);
};

extern const struct row rows[];

#ifdef __cplusplus
}
#endif

#endif
