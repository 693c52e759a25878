/*
 * What the tests of the ready queue are played with: a queue, and five calls that write their names
 * into the journal.
 */
#ifndef QUEUE_TESTS_H
#define QUEUE_TESTS_H

#include "callbacks.h"
#include "exercise.h"

/* A call writes its name into the journal; then it does what the test wants it to do, if anything. */
struct call {
    struct handle handle;
    const char *name;
    void (*then)(struct call *self); /* may free SELF */
    int error;                       /* what the callback returns */
};

extern struct ready_queue queue;
extern struct call a, b, c, d, e;
extern struct call *const calls[5]; /* the same, to count through */

/* The callback of all calls. */
int call_callback(void *arg);

void call_init(struct call *call, const char *name);
void push(struct call *call);
void push_all(void);

/* Runs one batch and answers what was called in it. */
const char *run(void);

/* Who stands in a ring, along `next` and back along `prev`: "abc, back cba". */
const char *both_ways(const struct handle *ends);

TCase *callbacks_exercise(Suite *suite, const char *title, int points, const char *section);

void add_run(Suite *suite);    /* check_callbacks_run.c */
void add_cancel(Suite *suite); /* check_callbacks_cancel.c */

#endif
