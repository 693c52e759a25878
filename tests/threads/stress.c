/*
 * Chapter 9 under load: threads that wake a loop, jobs that are cancelled and loops that are closed at any
 * moment, pools that are shut down while jobs come in, coroutines for other threads. Built with
 * ThreadSanitizer by tests/kit/threads.sh; what hangs is stopped there.
 *
 *     stress WAKEUPS ROUNDS
 *
 * prints a line for each scene, with what it counted, and ends with 1 if something was lost.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "concurrent.h"
#include "executor.h"
#include "run_in_executor.h"

static int failures;

/* What a scene counted, and what it should have. */
static void tell(const char *scene, long got, long expected)
{
    printf("%s: %ld of %ld\n", scene, got, expected);
    fflush(stdout);
    if (got != expected)
        failures++;
}

/* A generator of numbers without a lock, so that each thread has its own. */
static unsigned draw(unsigned *state, unsigned below)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % below;
}

static int stop_loop(void *arg)
{
    loop_stop(arg);
    return 0;
}

static void must(int error, const char *what)
{
    if (error == 0)
        return;
    printf("%s: error %d\n", what, error);
    exit(1);
}

/* ---- Wakeups -------------------------------------------------------------------------------- */

#define THREADS 4
#define HANDLES 64

/* A thread that leaves its calls again and again, each as soon as it was made. */
struct caller {
    pthread_t thread;
    struct loop *loop;
    long left; /* how many it has still to leave */
    struct slot {
        struct handle handle;
        struct caller *caller;
        atomic_bool is_free;
    } slots[HANDLES];
};
static struct caller callers[THREADS];
static long wakeups_made, wakeups_wanted;

static int slot_called(void *arg)
{
    struct slot *slot = arg;
    struct loop *loop = slot->caller->loop;

    atomic_store(&slot->is_free, true);
    if (++wakeups_made == wakeups_wanted)
        loop_stop(loop);
    return 0;
}

static void *caller_main(void *arg)
{
    struct caller *caller = arg;

    for (unsigned i = 0; caller->left > 0; i++) {
        struct slot *slot = &caller->slots[i % HANDLES];

        if (!atomic_exchange(&slot->is_free, false))
            continue;
        must(loop_call_soon_threadsafe(caller->loop, &slot->handle), "a wakeup");
        caller->left--;
    }
    return NULL;
}

static void wakeups(long count)
{
    struct loop loop;

    must(loop_init(&loop, NULL), "a loop");
    must(loop_open_threadsafe(&loop), "to open it");
    wakeups_wanted = count / THREADS * THREADS;
    for (int i = 0; i < THREADS; i++) {
        callers[i].loop = &loop;
        callers[i].left = count / THREADS;
        for (int k = 0; k < HANDLES; k++) {
            handle_init(&callers[i].slots[k].handle, slot_called, &callers[i].slots[k]);
            callers[i].slots[k].caller = &callers[i];
            callers[i].slots[k].is_free = true;
        }
    }
    for (int i = 0; i < THREADS; i++)
        must(pthread_create(&callers[i].thread, NULL, caller_main, &callers[i]), "a thread");
    must(loop_run_forever(&loop), "a run");
    for (int i = 0; i < THREADS; i++)
        pthread_join(callers[i].thread, NULL);
    loop_close(&loop);
    tell("wakeups", wakeups_made, wakeups_wanted);
}

/* ---- Jobs, cancelled at any moment ---------------------------------------------------------- */

static atomic_long jobs_begun, arguments_released;
static long jobs_made;

/* Takes a moment, the longer the larger the number. */
static int spin(void *arg, union value *result)
{
    atomic_fetch_add(&jobs_begun, 1);
    for (volatile int i = 0; i < *(int *)arg; i++)
        continue;
    *result = value_of(*(int *)arg);
    return 0;
}

static void release(void *arg, bool delivered)
{
    (void)delivered;
    free(arg);
    atomic_fetch_add(&arguments_released, 1);
}

static struct coro *some_job(struct loop *loop, struct executor *executor, unsigned *state)
{
    int *arg = malloc(sizeof *arg);

    if (arg == NULL)
        exit(1);
    *arg = (int)draw(state, 2000);
    jobs_made++;
    return loop_run_owning(loop, executor, spin, arg, release);
}

#define JOBS 24

/* Makes jobs, cancels some, and ends at any moment; the loop may end without having shut down. */
static void jobs_once(unsigned *state, struct executor *executor)
{
    struct task *tasks[JOBS];
    struct loop loop;
    bool orderly = draw(state, 2);

    must(loop_init(&loop, NULL), "a loop");
    for (int i = 0; i < JOBS; i++) {
        tasks[i] =
            loop_create_task(&loop, some_job(&loop, draw(state, 2) ? executor : NULL, state));
        if (draw(state, 3) == 0)
            task_cancel(tasks[draw(state, (unsigned)i + 1)]);
        if (draw(state, 4) == 0) {
            loop_stop(&loop); /* an iteration that does not sleep */
            must(loop_run_once(&loop), "an iteration");
        }
    }
    must(loop_cancel_all_tasks(&loop), "to cancel all tasks");
    if (orderly)
        must(loop_shutdown(&loop), "a shutdown");
    loop_close(&loop);
    for (int i = 0; i < JOBS; i++)
        task_release(tasks[i]);
}

static void jobs(int rounds)
{
    unsigned state = 1;
    struct thread_pool pool;

    must(thread_pool_init(&pool, 3), "a pool");
    for (int i = 0; i < rounds; i++)
        jobs_once(&state, &pool.executor);
    thread_pool_destroy(&pool);
    tell("arguments released", arguments_released, jobs_made);
}

/* ---- Pools, shut down at any moment --------------------------------------------------------- */

static struct thread_pool shared;
static atomic_long accepted, ended;
static atomic_int warm;

static int nothing(void *arg, union value *result)
{
    *result = value_of(arg);
    return 0;
}

static void job_ended(struct job *job)
{
    atomic_fetch_add(&ended, 1);
    free(job);
}

static void *submit_main(void *arg)
{
    struct job *job = NULL;
    int error = 0;

    for (int i = 0; i < 300 && error == 0; i++) {
        job = calloc(1, sizeof *job);
        if (job == NULL)
            exit(1);
        job->function = nothing;
        job->done = job_ended;
        atomic_fetch_add(&accepted, 1);
        error = executor_submit(&shared.executor, job);
        atomic_fetch_add(&warm, 1);
    }
    if (error != 0) {
        atomic_fetch_sub(&accepted, 1);
        free(job);
    }
    return arg;
}

static void *shutdown_main(void *arg)
{
    executor_shutdown(&shared.executor, true, *(bool *)arg);
    return NULL;
}

static void pools(int rounds)
{
    unsigned state = 2;

    for (int i = 0; i < rounds; i++) {
        pthread_t submitters[2], closers[2];
        bool cancels[2] = {draw(&state, 2), draw(&state, 2)};
        int moment = (int)draw(&state, 50);

        must(thread_pool_init(&shared, 1 + draw(&state, 4)), "a pool");
        atomic_store(&warm, 0);
        for (int k = 0; k < 2; k++)
            must(pthread_create(&submitters[k], NULL, submit_main, NULL), "a thread");
        while (atomic_load(&warm) < moment)
            continue;
        for (int k = 0; k < 2; k++)
            must(pthread_create(&closers[k], NULL, shutdown_main, &cancels[k]), "a thread");
        for (int k = 0; k < 2; k++)
            pthread_join(closers[k], NULL);
        for (int k = 0; k < 2; k++)
            pthread_join(submitters[k], NULL);
        thread_pool_destroy(&shared);
    }
    tell("jobs ended", ended, accepted);
}

/* ---- Coroutines for other threads ----------------------------------------------------------- */

struct dozes {
    struct coro coro;
    int turns;
};

static void dozes(struct coro *self)
{
    struct dozes *my = (struct dozes *)self;

    async (self) {
        while (my->turns-- > 0)
            await(asyncio_sleep(0));
        async_return(7);
    }
}

#define ASKED 20

struct asker {
    pthread_t thread;
    struct loop *loop;
    unsigned state;
    struct concurrent_future *futures[ASKED];
};
static atomic_long answers, stops;
static struct handle stop_handle;

/* Asks for coroutines, gives some up, and ends the loop, unless another does, when it wants to. */
static void *asker_main(void *arg)
{
    struct asker *asker = arg;

    for (int i = 0; i < ASKED; i++) {
        asker->futures[i] = asyncio_run_coroutine_threadsafe(
            coro(dozes, .turns = (int)draw(&asker->state, 20)), asker->loop);
        if (draw(&asker->state, 3) == 0)
            concurrent_future_cancel(asker->futures[draw(&asker->state, (unsigned)i + 1)]);
    }
    if (atomic_fetch_add(&stops, 1) == 1)
        must(loop_call_soon_threadsafe(asker->loop, &stop_handle), "to stop a loop");
    for (int i = 0; i < ASKED; i++) {
        union value value = value_of(0);
        int got, error = concurrent_future_result(asker->futures[i], NO_TIMEOUT, &value);

        value_into(got, value);
        if ((error == 0 && got == 7) || error == ECANCELED)
            atomic_fetch_add(&answers, 1);
        concurrent_future_release(asker->futures[i]);
    }
    coro_free_memory();
    return NULL;
}

static int nobody(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    (void)context;
    return 0;
}

static void coroutines(int rounds)
{
    unsigned state = 3;

    for (int i = 0; i < rounds; i++) {
        struct asker askers[2] = {{.state = draw(&state, 1000)}, {.state = draw(&state, 1000)}};
        struct loop loop;

        must(loop_init(&loop, NULL), "a loop");
        must(loop_open_threadsafe(&loop), "to open it");
        loop_set_exception_handler(&loop, nobody); /* of tasks that are cut off by the close */
        handle_init(&stop_handle, stop_loop, &loop);
        atomic_store(&stops, 0);
        for (int k = 0; k < 2; k++) {
            askers[k].loop = &loop;
            must(pthread_create(&askers[k].thread, NULL, asker_main, &askers[k]), "a thread");
        }
        must(loop_run_forever(&loop), "a run");
        loop_close(&loop);
        for (int k = 0; k < 2; k++)
            pthread_join(askers[k].thread, NULL);
    }
    tell("answers", answers, 2L * ASKED * rounds);
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? atol(argv[1]) : 1000000;
    int rounds = argc > 2 ? atoi(argv[2]) : 300;

    wakeups(count);
    jobs(rounds);
    pools(rounds);
    coroutines(rounds);
    coro_free_memory();
    return failures > 0;
}
