/*
 * What the tests of this chapter are played with: a loop on the virtual clock, coroutines that do what
 * a test wants and write into the journal, and the one task that is looked at.
 */
#ifndef GATHER_TESTS_H
#define GATHER_TESTS_H

#include "exercise.h"
#include "fault.h"
#include "gather.h"
#include "task_group.h"
#include "timeout.h"
#include "virtual.h"
#include "wait.h"

/* Longer than any test waits. */
#define LONG 1000.0

extern struct loop loop;

/* Futures of the loop, for tests that say themselves when something ends. */
extern struct future fa, fb, fc;

/*
 * A coroutine that sleeps a while and ends as the test wants. The journal shows: "a(" it began,
 * "a)" it ended well, "a!" it failed, "a~" it was cancelled and saw it.
 */
struct job {
    struct coro coro;
    const char *name; /* NULL: it writes nothing */
    int turns;        /* first it gives up its turn so often */
    double delay;     /* then it sleeps so long */
    int result;
    int error; /* what it fails with */

    double lingers; /* cancelled, it sleeps so long before it ends */
    bool swallows;  /* cancelled, it ends well all the same */
    int answers;    /* cancelled, it fails with this */
    int caught;
};
void job(struct coro *self);

/* A coroutine that writes "freed" when it is, whether it ever began or not. */
struct coro *freed_is_said(void);

/*
 * Awaits a coroutine and writes what came of it: "[0]", "[EIO]"; then ends in the same way, or, if it
 * catches, well.
 */
struct awaits {
    struct coro coro;
    struct coro *what;
    bool catches;
    union value value;
    int caught;
};
void awaits(struct coro *self);

/* Awaits a future, twice, and writes what came of it each time. */
struct awaits_future {
    struct coro coro;
    struct future *future;
    int caught;
};
void awaits_future(struct coro *self);

/*
 * Awaits WHAT and writes what came of it, and how often the task is still asked to cancel: "(EIO 0)";
 * then "on", if it can still sleep.
 */
struct goes_on {
    struct coro coro;
    struct coro *what;
    int caught;
};
void goes_on(struct coro *self);

/* Makes WHAT a task that writes what comes of it, `started`. Begins with an empty journal. */
void start(struct coro *what);

/* The task that start() made. */
extern struct task *started;

/* One iteration. Returns what was written in it. */
const char *turn(void);

/* COUNT iterations, or fewer, if nothing is left to come. Returns what was written in them. */
const char *turns(int count);

/*
 * Runs the loop until `started` is done. Returns what was written since start() or cancel(), or since
 * the last turns() began.
 */
const char *finish(void);

/* Asks `started` to cancel, and empties the journal. Returns what task_cancel() answers. */
bool cancel(void);

/* start() and finish(). */
const char *run(struct coro *what);

/* Lets every task that is left end: cancels it as often as needed. A test ends with no task left. */
void end_all(void);

/* How many tasks there are that are not done. */
int tasks_left(void);

/* "pending", "cancelled", "ended well", or the name of its error. To look at an error is to have read it. */
const char *came_of(struct future *future);

/* A gather of fa, fb and fc that is held by the test, and where its results and errors go. */
extern struct gather gather;
extern int results[4], errors[4];

/* Begins that gather; with return_exceptions if that is wanted. teardown releases it. */
void gather_futures(bool return_exceptions);

/* The group that grouped() has, so that it can be looked at behind its block. */
extern struct task_group group;

/*
 * Begins CHILDREN in the block of `group`, then awaits BODY there. "{" it is in the block, "}" it came
 * to its end; what the await came to between the two, if it was an error; "." it is behind the block.
 */
struct grouped {
    struct coro coro;
    struct coro *children[4];
    struct coro *body; /* NULL: it awaits nothing */
    bool swallows;     /* an error of the await */
    int answers;       /* raises this in the block in place of an error of the await */
    int caught;
    int i;
};
void grouped(struct coro *self);

/* A call of grouped(); what it has not begun is freed with it. */
#define group_of(...) coro(grouped, .coro.frame.cleans_up = true, __VA_ARGS__)

/* The errors that `group` has kept, as text: "EIO EPERM ". */
const char *group_errors(void);

/* An exception handler that writes "report: EIO;". Each test begins with it. */
int journal_report(struct loop *of, const struct exception_context *context);

/* An exercise; each of its tests has a loop and three futures, and must leave no task. */
TCase *gather_exercise(Suite *suite, const char *title, int points, const char *section);

void add_awaitable(TCase *tests);    /* check_gather_many.c */
void add_finish(Suite *suite);       /* check_gather_finish.c */
void add_cancel(Suite *suite);       /* check_gather_cancel.c */
void add_shield(TCase *tests);       /* check_gather_shield.c */
void add_wait(TCase *tests);         /* check_gather_wait.c */
void add_completed(TCase *tests);    /* check_gather_completed.c */
void add_moved(TCase *tests);        /* check_timeout_moved.c */
void add_blocks(TCase *tests);       /* check_timeout_blocks.c */
void add_group_blocks(TCase *tests); /* check_timeout_blocks.c, what takes a group */
void add_outcome(Suite *suite);      /* check_task_group_outcome.c */

#endif
