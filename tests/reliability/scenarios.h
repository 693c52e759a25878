/*
 * One small program for each thing of the library that can be awaited. cancel.c cancels each of them
 * at every place, memory.c lets each allocation of theirs fail, and calls.c what they ask of the system.
 */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "tasks.h"

struct scenario {
    const char *name;
    struct coro *(*make)(void); /* a call of it; NULL: no memory */
    int error;                  /* what it ends with when nobody disturbs it */

    /* Threads, other processes or the kernel have a share in it: see waiting.c. An error in one part of it
       may look like another one in the other. */
    bool outside;
    bool forgives; /* it may end well although something has failed */
};

/* A table for each part of the library, ended by one without a name; NULL behind the last. */
extern const struct scenario *const scenarios[];
extern const struct scenario scenarios_of_tasks[], scenarios_of_threads[], scenarios_of_sync[],
    scenarios_of_streams[], scenarios_of_http[], scenarios_of_processes[];

/* What the scenarios with a pool of processes need: before there are threads, and at the end. */
void processes_begin(void);
void processes_end(void);

/* Waits until the pool has nothing to do. */
void processes_settle(void);

/* What the naps of a scenario have done so far: the cleanup of each that has begun must run once. */
extern int naps_begun, naps_ended;

/* A program that must work afterwards, on the same loop. Its result is 42. */
struct coro *following_program(void);

/* An exception handler: of errors that nobody reads, only ENOMEM is of interest here. */
int count_reports(struct loop *loop, const struct exception_context *context);
extern int reports_of_no_memory, reports;

/* A counter that threads wait for: a semaphore, but that header has the name of one of ours. */
struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int count;
};

#define GATE                                                                                       \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER                     \
    }

void gate_add(struct gate *gate, int count);
void gate_wait(struct gate *gate); /* until it is more than 0, and takes 1 of it */

/* What the program has of the system. */
struct held {
    long blocks;
    int descriptors;
};

struct held what_is_held(void);
int descriptors_in_use(void);

/* Complains if the program has more than BEFORE, or a child that has ended and was not waited for. */
void check_held(struct held before, const char *when);

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

/* ---- waiting.c: time, which passes when nothing else is to be waited for. */

extern bool outside; /* threads and other processes may have something under way */

/* ---- heap.c: malloc and its siblings, where the linker can put something in their place. */

extern atomic_long blocks_in_use; /* allocated and not freed */
extern long fail_allocation;      /* 0: the next one fails; negative: none does */
extern long fail_how_many;        /* so many fail then */
extern long allocations_failed;   /* so far */

#endif
