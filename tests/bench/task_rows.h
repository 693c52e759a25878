/*
 * Generators, coroutines and tasks: the work that each program must do, and the proof that it did it.
 *
 * The programs are tasks_ours.c, tasks_raw.c (no library) and tasks_cxx.cpp (C++20's coroutines). Each
 * defines the functions at the end; task_rows.c calls them, takes the time, and checks what they
 * answer. tasks.go and tasks.py do the same work in Go and in Python.
 */
#ifndef TASK_ROWS_H
#define TASK_ROWS_H

#include "bench.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many coroutines the row "gather" waits for at a time. */
#define GATHER_SIZE 1000

/* ---- Taking turns --------------------------------------------------------------------------- */

/* The state of a row of turns. */
struct turns {
    long tasks;  /* How many tasks take turns. */
    long next;   /* Whose turn it is. */
    long taken;  /* Turns so far. */
    long errors; /* Turns that were taken by somebody else. */
};

extern struct turns turns;

/* What each task does in its turn: counts, and checks that the tasks come round in order. */
static inline void turn_taken(long task)
{
    turns.errors += task != turns.next;
    turns.next = task + 1 == turns.tasks ? 0 : task + 1;
    turns.taken++;
}

/* ---- Many at once --------------------------------------------------------------------------- */

/* What the tasks of a row of many wait for. */
enum wait {
    WAIT_TURN,    /* One turn of all the others. */
    WAIT_SLEEP,   /* A time of their own, `delays[i]` seconds. */
    WAIT_FOREVER, /* An hour; but they are cancelled when all of them sleep. */
};

/* Less than a millisecond each: over when the last of many tasks has gone to sleep, or soon after. */
extern double *delays;

/* The state of a row of many. */
struct many {
    long count;    /* How many tasks there are to be. */
    long begun;    /* How many have begun. */
    long ended;    /* How many waits have ended, by themselves or because they were cancelled. */
    long errors;   /* How many of these before all tasks had begun. */
    double memory; /* In use when the last one began. */
};

extern struct many many;

/* Called by each task before its wait. The last one looks how much memory all of them take. */
static inline void many_begins(void)
{
    if (++many.begun == many.count)
        many.memory = memory_used();
}

/* Called by each task after its wait: by then all of them must have been there at once. */
static inline void many_ends(void)
{
    many.errors += many.begun != many.count;
    many.ended++;
}

/* ---- What each program defines -------------------------------------------------------------- */

/* A generator gives the numbers from 0 to COUNT - 1, one at a time. Returns their sum. */
long bench_generator(long count);

/*
 * A coroutine that awaits one that awaits one, DEPTH deep, and the innermost is resumed COUNT times,
 * by hand, without a loop. It gives out the sum of what it got so far (which is checked each time) and
 * takes in the next number, from 0 to COUNT - 1; then -1, and all of them end. Returns the sum, as it
 * came out of the outermost.
 */
long bench_resume(int depth, long count);

/* A coroutine awaits, COUNT times, a new one that only returns its argument. Returns their sum. */
long bench_call(long count);

/* TASKS tasks, which take COUNT turns together: turn_taken(), and to the end of the queue. */
void bench_switch(long tasks, long count);

/* Makes a task that only returns its argument, and awaits it; COUNT times. Returns the sum. */
long bench_spawn(long count);

/*
 * Makes COUNT tasks, all alive at once; each calls many_begins(), waits, calls many_ends(), and
 * returns its number. Returns the sum. prepare() makes the array that they are kept in, which counts
 * neither as time nor as memory.
 */
void many_prepare(long count);
long bench_many(enum wait wait);

/* Gathers GATHER_SIZE coroutines that only return their number, ROUNDS times. Returns all their sum. */
long bench_gather(long rounds);

#ifdef __cplusplus
}
#endif

#endif
