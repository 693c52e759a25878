/*
 * What the tests of this chapter are played with: gates, at which threads wait for the test, and jobs that
 * say in the journal where they are. No test sleeps: what must come first is waited for.
 */
#ifndef EXECUTOR_TESTS_H
#define EXECUTOR_TESTS_H

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "aiofiles.h"
#include "concurrent.h"
#include "exercise.h"
#include "fault.h"
#include "hang.h"
#include "run_in_executor.h"
#include "wakeup.h"

/* The loop of a test: a real one, for the descriptors and the threads are real. */
extern struct loop loop;

/* ---- Gates ---------------------------------------------------------------------------------- */

/* Closed at first. Threads wait at it until the test opens it, and it counts those that came. */
struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool open;
    int came;
};

void gate_init(struct gate *gate);
void gate_open(struct gate *gate);

/* Comes to the gate, and waits until it is open. */
void gate_pass(struct gate *gate);

/* Waits until it is open, without coming to it. */
void gate_await_open(struct gate *gate);

/* Waits until COUNT threads have come. */
void gate_await(struct gate *gate, int count);

/* Two gates for any use, closed at the beginning of each test. */
extern struct gate gate, other_gate;

/* ---- Jobs ----------------------------------------------------------------------------------- */

/* A job: passes a gate, writes its name, and answers. */
struct work {
    struct job job;
    const char *name;                /* NULL: it writes nothing */
    struct gate *gate;               /* NULL: it waits for nobody */
    int answer;                      /* its result */
    int error;                       /* what it returns */
    pthread_t thread;                /* which one did it */
    atomic_int calls;                /* how often it was called */
    atomic_int ends;                 /* how often `done` was */
    void (*then)(struct work *self); /* what `done` does */
};

/* The function of every job, and its `done`. Writes are one after the other: say(). */
int work_function(void *arg, union value *result);
void work_done(struct job *job);

/* All zero but for what is given, and ready to be submitted. */
#define work(...)                                                                                  \
    {                                                                                              \
        .job = {.function = work_function, .done = work_done}, __VA_ARGS__                         \
    }

/* Submits WORK; that must go well. */
void submit(struct executor *executor, struct work *work);

/* Waits until the `done` of WORK was called. */
void await_end(struct work *work);

/* journal(), from any thread. */
void say(const char *format, ...);

/* What was said so far. */
const char *said(void);

/* The pool of a test, of WORKERS threads; destroyed at its end. */
extern struct thread_pool pool;
void pool_begin(unsigned workers);

/*
 * From here on who holds the pool's lock may take it again: so a test that holds it can submit jobs before
 * any worker looks. The pool has no workers yet.
 */
void pool_lock_nests(void);

/* Opens the gates, and destroys the pool in the middle of a test: its jobs have ended then. */
void pool_end(void);

/* Waits until COUNT workers of the pool are idle. */
void await_idle(unsigned count);

/* Waits until a worker has begun to wait for a job COUNT times. The test itself waits for nothing else. */
void await_waits(int count);

/* Looks into the pool, under its lock. */
unsigned pool_workers(void);

/* ---- The loop ------------------------------------------------------------------------------- */

/* By how much a build is slow, 1 as a rule: limits grow with it. */
double slow(void);

/* Runs COUNT iterations, which do not sleep and must go well. */
void iterate(int count);

/* Runs one iteration, which does not sleep and must go well, and returns what was said in it. */
const char *once(void);

/* True if the pipe of the loop has a byte. */
bool pipe_has_byte(void);

/* Runs the loop until TASK is done, and returns what came of it. */
int finish(struct task *task, union value *value);

/* The same, of a task of COROUTINE. */
int run(struct coro *coroutine);

/* Makes COROUTINE a task of the loop. Released at the end of the test. */
struct task *spawn(struct coro *coroutine);

/* Closes the loop in the middle of a test. */
void loop_is_closed_now(void);

/* An exercise; each of its tests has a loop that is open for other threads. */
TCase *executor_exercise(Suite *suite, const char *title, int points, const char *section);

void add_take(Suite *suite);       /* check_wakeup_take.c */
void add_concurrent(TCase *tests); /* check_wakeup_concurrent.c */
void add_submit(Suite *suite);     /* check_executor_submit.c */
void add_shutdown(Suite *suite);   /* check_executor_shutdown.c */
void add_deliver(Suite *suite);    /* check_run_in_executor_deliver.c */

#endif
