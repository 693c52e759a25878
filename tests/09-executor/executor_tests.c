/*
 * What executor_tests.h says.
 */
#include "executor_tests.h"

#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct loop loop;
struct gate gate, other_gate;
struct thread_pool pool;

static pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;
static bool has_pool;
static struct task *tasks[16];
static int task_count;

double slow(void)
{
    const char *text = getenv("CHECK_SLOW");

    return text != NULL && atof(text) > 1 ? atof(text) : 1;
}

/* The time that this process has spent, in seconds, and how much of it before the test. */
static double spent(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}
static double spent_before;

/* Gives up its turn. False when the test has spent so much time that nothing will come any more. */
static bool patient(void)
{
    sched_yield();
    return spent() - spent_before < 0.7 * slow();
}

/* ---- Gates ---------------------------------------------------------------------------------- */

void gate_init(struct gate *of)
{
    pthread_mutex_init(&of->lock, NULL);
    pthread_cond_init(&of->changed, NULL);
    of->open = false;
    of->came = 0;
}

//! [gate]
void gate_open(struct gate *of)
{
    pthread_mutex_lock(&of->lock);
    of->open = true;
    pthread_cond_broadcast(&of->changed);
    pthread_mutex_unlock(&of->lock);
}

void gate_pass(struct gate *of)
{
    pthread_mutex_lock(&of->lock);
    of->came++;
    pthread_cond_broadcast(&of->changed);
    while (!of->open)
        pthread_cond_wait(&of->changed, &of->lock);
    pthread_mutex_unlock(&of->lock);
}
//! [gate]

void gate_await_open(struct gate *of)
{
    bool open;

    do {
        pthread_mutex_lock(&of->lock);
        open = of->open;
        pthread_mutex_unlock(&of->lock);
    } while (!open && patient());
    expect_true(open, "what a test waits for in a thread comes");
}

void gate_await(struct gate *of, int count)
{
    struct timespec until;
    int came, error = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += (time_t)(3 * slow());
    pthread_mutex_lock(&of->lock);
    while (of->came < count && error == 0)
        error = pthread_cond_timedwait(&of->changed, &of->lock, &until);
    came = of->came;
    pthread_mutex_unlock(&of->lock);
    expect_int(came, count,
               "as long as there are threads a job begins at once, next to those that run");
}

/* ---- Jobs ----------------------------------------------------------------------------------- */

void say(const char *format, ...)
{
    char text[64];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    pthread_mutex_lock(&journal_lock);
    journal("%s", text);
    pthread_mutex_unlock(&journal_lock);
}

const char *said(void)
{
    const char *text;

    pthread_mutex_lock(&journal_lock);
    text = journal_text();
    pthread_mutex_unlock(&journal_lock);
    return text;
}

int work_function(void *arg, union value *result)
{
    struct work *work = arg;

    work->thread = pthread_self();
    work->calls++;
    if (work->gate != NULL)
        gate_pass(work->gate);
    if (work->name != NULL)
        say("%s", work->name);
    *result = value_of(work->answer);
    return work->error;
}

void work_done(struct job *job)
{
    struct work *work = container_of(job, struct work, job);

    if (work->then != NULL)
        work->then(work);
    work->ends++;
}

void submit(struct executor *executor, struct work *work)
{
    work->job.arg = work;
    expect_error(executor_submit(executor, &work->job), 0,
                 "a job can be submitted to an open pool");
}

void await_end(struct work *work)
{
    while (work->ends == 0 && patient())
        continue;
    expect_true(work->ends > 0, "a job that was submitted is done, and its end is told");
}

/* Says that the lock is held, if so. In a test that hangs whoever holds it will not give it back. */
static void describe_lock(FILE *out, const char *title, const pthread_mutex_t *lock)
{
    pthread_mutex_t *it = (pthread_mutex_t *)lock;

    if (pthread_mutex_trylock(it) != 0)
        fprintf(out, "%s is held, and nobody gives it back\n", title);
    else
        pthread_mutex_unlock(it);
}

static void describe_pool(FILE *out, const void *object)
{
    const struct thread_pool *of = object;

    fprintf(out, "the pool: %u workers, %u of them idle; %zu jobs queued%s\n", of->workers,
            of->idle, of->queued, of->shutting_down ? "; it is shutting down" : "");
    describe_lock(out, "the pool's lock", &of->lock);
}

static void describe_wakeup(FILE *out, const void *object)
{
    const struct loop *of = object;

    if (of->wakeup != NULL)
        describe_lock(out, "the lock of the ring of calls", &of->wakeup->lock);
}

void pool_begin(unsigned workers)
{
    expect_error(thread_pool_init(&pool, workers), 0, "a pool can be made");
    hang_shows(describe_pool, &pool);
    has_pool = true;
}

void pool_lock_nests(void)
{
    pthread_mutexattr_t nests;

    pthread_mutexattr_init(&nests);
    pthread_mutexattr_settype(&nests, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_destroy(&pool.lock);
    pthread_mutex_init(&pool.lock, &nests);
    pthread_mutexattr_destroy(&nests);
}

void pool_end(void)
{
    gate_open(&gate);
    gate_open(&other_gate);
    if (has_pool) {
        hang_means("every worker ends with its pool, and this one waits for it in vain");
        thread_pool_destroy(&pool);
    }
    has_pool = false;
}

void await_idle(unsigned count)
{
    unsigned idle;

    do {
        pthread_mutex_lock(&pool.lock);
        idle = pool.idle;
        pthread_mutex_unlock(&pool.lock);
    } while (idle != count && patient());
    expect_int(idle, count, "a worker counts as idle exactly while it waits for a job");
}

void await_waits(int count)
{
    while (fault_calls("pthread_cond_wait") < count && patient())
        continue;
    expect_int(
        fault_calls("pthread_cond_wait"), count,
        "a worker without a job sleeps in pthread_cond_wait(), which may return for no reason: "
        "then it looks, and sleeps again");
}

unsigned pool_workers(void)
{
    unsigned workers;

    pthread_mutex_lock(&pool.lock);
    workers = pool.workers;
    pthread_mutex_unlock(&pool.lock);
    return workers;
}

/* ---- The loop ------------------------------------------------------------------------------- */

void iterate(int count)
{
    for (int i = 0; i < count; i++) {
        loop_stop(&loop); /* it does not sleep then */
        expect_error(loop_run_once(&loop), 0, "an iteration goes well");
    }
}

const char *once(void)
{
    journal_clear();
    iterate(1);
    return journal_text();
}

bool pipe_has_byte(void)
{
    struct pollfd pipe = {.fd = loop.wakeup->read_fd, .events = POLLIN};

    return poll(&pipe, 1, 0) == 1;
}

static int out_of_patience(void *arg)
{
    const struct task *task = arg;

    if (!task_done(task))
        hang_report(
            "what has ended in a thread comes back to the loop, and wakes the task that awaits "
            "it: this test waited in vain");
    return 0;
}

int finish(struct task *task, union value *value)
{
    struct timer patience;
    int error;

    timer_init(&patience, out_of_patience, task);
    expect_error(loop_call_later(&loop, &patience, 3 * slow()), 0, "a timer can be set");
    error = loop_run_until_complete(&loop, task, value);
    timer_cancel(&patience);
    return error;
}

int run(struct coro *coroutine)
{
    return finish(spawn(coroutine), NULL);
}

struct task *spawn(struct coro *coroutine)
{
    struct task *task = loop_create_task(&loop, coroutine);

    expect_true(task != NULL && task_count < 16, "a task can be made");
    tasks[task_count++] = task;
    return task;
}

void loop_is_closed_now(void)
{
    expect_error(loop_close(&loop), 0, "a loop can be closed");
}

static void setup(void)
{
    gate_init(&gate);
    gate_init(&other_gate);
    has_pool = false;
    task_count = 0;
    spent_before = spent();
    expect_error(loop_init(&loop, NULL), 0, "a loop can be made");
    expect_error(loop_open_threadsafe(&loop), 0, "a loop can be opened for other threads");
    hang_shows_loop(&loop);
    hang_shows_tasks(&loop);
    hang_shows(describe_wakeup, &loop);
    hang_means(
        "whoever waits is woken, and whoever takes a lock gives it back: this test waited in "
        "vain");
}

/* Nothing may wait at a gate any more, or the pool would not end. */
static void teardown(void)
{
    pool_end();
    loop_close(&loop);
    while (task_count > 0)
        task_release(tasks[--task_count]);
    coro_free_memory();
}

TCase *executor_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}
