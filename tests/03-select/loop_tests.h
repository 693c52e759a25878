/*
 * What the tests of the loop are played with: a loop on the virtual selector and the virtual clock,
 * and calls that write their names into the journal.
 */
#ifndef LOOP_TESTS_H
#define LOOP_TESTS_H

#include "exercise.h"
#include "loop.h"

#define BOTH (EVENT_READ | EVENT_WRITE)

/* A call: of a handle (soon, or when a descriptor is ready) or of a timer, as the test wants. */
struct call {
    struct handle handle;
    struct timer timer;
    const char *name;                /* what it writes into the journal */
    void (*then)(struct call *self); /* what it does then; NULL: nothing. May free SELF */
    int error;                       /* what it returns */
};

extern struct loop loop;
extern struct call a, b, c, d;

void call_init(struct call *call, const char *name);

/* Each fails the test if it fails. */
void soon(struct call *call);
void later(struct call *call, double delay);
void reader(int fd, struct call *call);
void writer(int fd, struct call *call);

/* Runs one iteration, which must go well; returns the names of those that were called. */
const char *once(void);

/*
 * What an iteration does about descriptors, but with nothing of exercises 3.6 to 3.8 in it: queues the
 * calls of those that are ready, and runs a batch. Returns the names of those that were called.
 */
const char *turn(void);

/* From now on FD is ready for EVENTS. */
void ready(int fd, int events);

/* A reader that is never ready: so there is something to poll for. */
void watch_in_vain(void);

/* What calls do. */
void then_stop(struct call *self);
void then_try_what_is_refused(struct call *self);

/* An exception handler: writes the error into the journal; it must come from b. */
int journal_error(struct loop *of, const struct exception_context *context);

TCase *loop_exercise(Suite *suite, const char *title, int points, const char *section);

void add_remove(Suite *suite);      /* check_loop_events.c */
void add_process(Suite *suite);     /* check_loop_events.c */
void add_iterate(Suite *suite);     /* check_loop_iterate.c */
void add_run_forever(Suite *suite); /* check_loop_run.c */
void add_services(TCase *tests);    /* check_loop_services.c */

#endif
