/*
 * What the tests of chapter 13 share: a loop in real time, for signals and processes know no other; children that
 * end when they are told to; and a count of open descriptors.
 */
#ifndef PROCESS_TESTS_H
#define PROCESS_TESTS_H

#include <sys/types.h>

#include "exercise.h"
#include "tasks.h"

extern struct loop loop;
extern union value value; /* what the last finish() gave */

/* An exercise whose tests begin with a fresh `loop`, and end with its loop_close(). */
TCase *process_exercise(Suite *suite, const char *title, int points, const char *section);

/* Closes the loop before the end of the test. */
void close_loop(void);

/* Runs iterations until nothing is queued; none of them sleeps. */
void run_ready(void);

/* Runs iterations until *FLAG, for some seconds at most. */
void run_until(const int *flag, const char *rule);

/*
 * Runs COROUTINE to its end, and returns its error. If that takes longer than some seconds the test hangs,
 * against RULE: later tests of the exercise, which might take as long, are not run.
 */
int finish(struct coro *coroutine, const char *rule);

/* The same, and expects that the error is EXPECTED. */
#define expect_finish(coroutine, expected, rule)                                                   \
    do {                                                                                           \
        int error = finish(coroutine, rule);                                                       \
        expect_error(error, expected, rule);                                                       \
    } while (0)

/* A child that ends with STATUS as soon as release_child() is called, and in any case when the test is over. */
pid_t make_child(int status);

/* Lets all children of make_child() end. */
void release_children(void);

/* Waits until PID has ended, but does not ask for its status: it stays a zombie. */
void wait_for_zombie(pid_t pid);

/* True if there is a process PID, zombies included. */
int exists(pid_t pid);

/* "running", or the code of a child that has ended. */
const char *code_text(int returncode);

/* How many descriptors are open. */
int open_descriptors(void);

#endif
