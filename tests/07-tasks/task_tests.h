/*
 * What the tests of tasks are played with: a loop in virtual time, two futures, and jobs that say in the
 * journal where they are.
 */
#ifndef TASK_TESTS_H
#define TASK_TESTS_H

#include "exercise.h"
#include "tasks.h"

extern struct loop loop;
extern struct future f, g;

/*
 * A job waits for one thing and goes on. Job "a" writes "a(" when it begins; "a=5" when a future or a task
 * gave it 5; "a!EIO" when its wait raised EIO; "a)" when it comes to its end, which an error prevents
 * unless it swallows it.
 */
struct job {
    struct coro coro;
    const char *name;
    struct future *future; /* what it waits for: this, */
    struct task *task;     /* or this, */
    bool parks;            /* or task_wake(), */
    double delay;          /* or so long, */
    int turns;             /* or so many turns */
    bool swallows;         /* an error of the wait does not end it */
    int after;             /* then it gives up so many turns more */
    int error;             /* at the end it raises this, */
    int result;            /* or returns this plus what it got */
    int got, caught, i;
};
void job(struct coro *self);

/* Appends to the journal, behind a blank. */
void say(const char *format, ...);

/* Makes COROUTINE a task of the loop. Released at the end of the test. */
struct task *spawn(struct coro *coroutine);

/* The same, of a job of this name. */
#define start(its_name, ...) spawn_named(its_name, coro(job, .name = its_name, __VA_ARGS__))
struct task *spawn_named(const char *name, struct coro *coroutine);

/* Runs one iteration, which does not sleep. Returns what was said in it. */
const char *once(void);

/* Runs until no task is left. Returns what was said. */
const char *run(void);

/* What has become of TASK: "pending", "cancelled", an error's name, or its result. */
const char *outcome(const struct task *task);

/* How many calls wait in the ready queue; -1: its ring is broken. */
int queued(void);

/* Queues a call that says NAME; up to eight in a test. */
void soon(const char *name);

TCase *tasks_exercise(Suite *suite, const char *title, int points, const char *section);

void add_steps(TCase *tests);  /* check_tasks_step.c */
void add_wait(Suite *suite);   /* check_tasks_wait.c */
void add_cancel(Suite *suite); /* check_tasks_cancel.c */
void add_run(Suite *suite);    /* check_run_program.c */

#endif
