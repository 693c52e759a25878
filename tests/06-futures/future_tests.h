/*
 * What the tests of futures are played with: a loop on the virtual clock, two futures of it, and calls
 * that write their names into the journal.
 */
#ifndef FUTURE_TESTS_H
#define FUTURE_TESTS_H

#include "exercise.h"
#include "futures.h"
#include "loop.h"

/* A call: it writes its name into the journal; then it does what the test wants, if anything. */
struct call {
    struct handle handle;
    const char *name;
    void (*then)(struct call *self); /* may free SELF */
};

extern struct loop loop;
extern struct future future, second;
extern struct call a, b, c, d;

/* The callback of all calls. */
int call_made(void *arg);

void call_init(struct call *call, const char *name);

/* Lets CALL wait for OF, with nothing of exercise 6.4 in it. */
void waits(struct future *of, struct call *call);

/* Ends OF, with nothing of exercise 6.2 in it: by future_fail(), which is given. Nobody is told of it. */
void finish(struct future *of);

/* Adds CALL to OF; fails the test if that fails. */
void add(struct future *of, struct call *call);

/* Queues CALL on the loop; fails the test if that fails. */
void soon(struct call *call);

/* Who waits for OF, along `next` and back along `prev`: "abc, back cba". "" if nobody does. */
const char *waiting(const struct future *of);

/* Who is queued on the loop, the same way. */
const char *queued(void);

/* Runs one iteration; returns the names of those that were called in it. */
const char *once(void);

/* What future_result() says of OF, in words: "42", "EIO", "ECANCELED", "EINPROGRESS". */
const char *outcome(struct future *of);

/* The exception handler of all tests: writes the error and "!" into the journal; in front of it
 * "callback: " if it comes from no future. */
int journal_unread(struct loop *of, const struct exception_context *context);

/* Releases OF; returns what was reported to the exception handler: "EIO!", or "". */
const char *released(struct future *of);

/* A future's `cancel`, as a task has one: it writes "?" into the journal, and agrees. */
bool agrees(struct future *self);

/* An exercise; each of its tests has all this fresh. */
TCase *futures_exercise(Suite *suite, const char *title, int points, const char *section);

void add_end(Suite *suite);       /* check_futures_end.c */
void add_cancel(Suite *suite);    /* check_futures_cancel.c */
void add_callbacks(Suite *suite); /* check_futures_callbacks.c */
void add_await(Suite *suite);     /* check_futures_await.c */

#endif
