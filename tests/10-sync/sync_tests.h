/*
 * What the tests of this chapter are played with: a loop in virtual time, tasks with names that await one
 * thing each, and say so in the journal.
 */
#ifndef SYNC_TESTS_H
#define SYNC_TESTS_H

#include "exercise.h"
#include "fault.h"
#include "hang.h"
#include "tasks.h"
#include "timeout.h"
#include "virtual.h"
#include "waiters.h"

extern struct loop loop;

/* Appends to the journal, behind a blank. */
void say(const char *format, ...);

/*
 * A task of this name (one letter), whose first step is queued. It awaits WHAT, and says "a" when it has
 * got it, or "a!EIO" when that raised an error. Released at the end of the test.
 */
struct task *spawn(const char *name, struct coro *what);

/* The same; it also says what the await gave: "a=5". */
struct task *spawn_getter(const char *name, struct coro *what);

/* Asks the task of this name to cancel. */
void cancel(const char *name);

/* Releases the task of this name now. One that is not done, and whose loop is closed, is destroyed by that. */
void let_go(const char *name);

/* One iteration. Returns what was said in it. */
const char *turn(void);

/* Iterations until nothing is left to come. Returns what was said in them. */
const char *turns(void);

/* How many stand in a line. */
int standing(const struct waiters *waiters);

/* An exercise; each of its tests has a loop. At its end the tasks that are left are cancelled. */
TCase *sync_exercise(Suite *suite, const char *title, int points, const char *section);

void add_ends(Suite *suite);           /* check_lock_ends.c */
void add_with(TCase *tests);           /* check_lock_with.c */
void add_with_each_kind(TCase *tests); /* the same */
void add_items(TCase *tests);          /* check_queue_order.c */
void add_queue_wait(Suite *suite);     /* check_queue_wait.c */

#endif
