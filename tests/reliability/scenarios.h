/*
 * One small program for each thing of the library that can be awaited. cancel.c cancels each of them
 * at every place, memory.c lets each allocation of theirs fail.
 */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include <stdbool.h>
#include <stddef.h>

#include "tasks.h"

struct scenario {
    const char *name;
    struct coro *(*make)(void); /* a call of it; NULL: no memory */
    int error;                  /* what it ends with when nobody disturbs it */
};

extern const struct scenario scenarios[];
extern const size_t scenario_count;

/* What the naps of a scenario have done so far: the cleanup of each that has begun must run once. */
extern int naps_begun, naps_ended;

/* A program that must work afterwards, on the same loop. Its result is 42. */
struct coro *following_program(void);

/* An exception handler: of errors that nobody reads, only ENOMEM is of interest here. */
int count_reports(struct loop *loop, const struct exception_context *context);
extern int reports_of_no_memory;

/* A line on what is wrong; the test then ends with status 1. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void complain(const char *format, ...);
extern int complaints;

/* Runs LOOP until it has no task; complains after too many iterations. */
void run_until_idle(struct loop *loop, const char *when);

/* Complains if LOOP has anything left to do, or if FOLLOWING fails on it. */
void check_loop_is_well(struct loop *loop, const char *when);

/* ---- heap.c: malloc and its siblings, where the linker can put something in their place. */

extern long blocks_in_use;      /* allocated and not freed */
extern long fail_allocation;    /* 0: the next one fails; negative: none does */
extern long fail_how_many;      /* so many fail then */
extern long allocations_failed; /* so far */

#endif
