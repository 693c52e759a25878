/*
 * Callbacks and timers: the work that each program must do, and the proof that it did it.
 *
 * The programs are ours.c, raw.c (no library), libuv.c and libev.c. Each defines the functions at the
 * end; callback_rows.c calls them.
 */
#ifndef CALLBACK_ROWS_H
#define CALLBACK_ROWS_H

#include "bench.h"

#include <stddef.h>

/* How many callbacks the row "batch" keeps in the air. */
#define BATCH_SIZE 1000

/* ---- Callbacks ------------------------------------------------------------------------------ */

/* One callback of a batch. Each program embeds it in its own struct. */
struct item {
    long calls; /* How often it was called. */
};

/* The state of a row of callbacks. */
struct work {
    long left;   /* Calls still to make. */
    long turn;   /* How often every item has been called. */
    long called; /* How many items were called in this turn. */
    long errors; /* Calls that came out of turn. */
};

extern struct work work;

/*
 * The body of every callback of the row "batch", small and the same for all: counts, and checks that
 * nobody is called twice before everybody was called once. False when the work is done.
 */
static inline bool item_called(struct item *item)
{
    work.errors += item->calls++ != work.turn;
    if (++work.called == BATCH_SIZE) {
        work.called = 0;
        work.turn++;
    }
    return --work.left > 0;
}

/* The body of the callback of a chain. False when the work is done. */
static inline bool chain_called(void)
{
    return --work.left > 0;
}

/* ---- Timers --------------------------------------------------------------------------------- */

/*
 * COUNT deadlines, in seconds, at random in the second that ends at 0, in random order: all are in
 * the past, so none has to be waited for.
 */
extern double *deadlines;

/* The numbers from 0 to COUNT - 1 in another random order: who is cancelled when. */
extern unsigned *cancel_order;

/* The state of the rows of timers. */
struct fired {
    long count;  /* How many were called. */
    long errors; /* How many of them after one with a later deadline. */
    double last; /* The deadline of the latest. */
};

extern struct fired fired;

/* The body of every timer's callback: counts, and checks the order. */
static inline void timer_called(double deadline)
{
    fired.errors += deadline < fired.last;
    fired.last = deadline;
    fired.count++;
}

/* ---- What each program defines -------------------------------------------------------------- */

/*
 * Rows of callbacks make `work.left` calls and return the processor time that they took.
 * batch: BATCH_SIZE callbacks that queue themselves again. chain: one that does. chain_poll: the
 * same while a descriptor, IDLE, is watched that never becomes ready.
 */
double bench_batch(void);
double bench_chain(void);
double bench_chain_poll(int idle);

/*
 * Rows of timers. prepare() allocates COUNT timers and initialises them; the memory that it touches
 * is not timed but counts as used. insert() lets them all wait for their deadlines; then either
 * fire() lets all come due, in order, or cancel() takes them back in cancel_order. empty() says
 * whether the library agrees that no timer waits.
 */
void timers_prepare(long count);
void timers_insert(long count);
void timers_fire(void);
void timers_cancel(long count);
bool timers_empty(void);

#endif
