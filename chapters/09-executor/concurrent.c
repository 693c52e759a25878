/*
 * Chapter 9: a coroutine for another thread.
 *
 * Two sides share the future: the thread, which waits on a condition variable, and the loop, which runs
 * the task. Either may go first, so each is an owner. What the loop has to do (start the task, cancel it)
 * is left as a call in its wakeup; and that tells when the loop is closed, so nobody waits in vain.
 */
#include "concurrent.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "wakeup.h"

/* Longer than any program runs, and no number that a time could overflow with. */
#define LONGEST 1e9

struct concurrent_future {
    pthread_mutex_t lock; /* guards the next three */
    bool done;
    int error;
    union value value;
    pthread_cond_t ended;

    atomic_int owners; /* the thread, and the loop */
    struct wakeup *wakeup;
    struct wakeup_watcher watcher;
    struct handle start, stop; /* calls left for the loop */
    struct handle finish;      /* the task's done callback */
    struct coro *coro;         /* before it is a task. The loop's, as what follows */
    struct task *task;
};

/* ---- Owners ---------------------------------------------------------------------------------- */

static void future_free(struct concurrent_future *future)
{
    if (future->wakeup != NULL)
        wakeup_release(future->wakeup);
    pthread_cond_destroy(&future->ended);
    pthread_mutex_destroy(&future->lock);
    free(future);
}

void concurrent_future_release(struct concurrent_future *future)
{
    if (future != NULL && atomic_fetch_sub(&future->owners, 1) == 1)
        future_free(future);
}

/* ---- The loop's side ------------------------------------------------------------------------- */

/* The first end counts: a thread may have given up before. */
static void concurrent_future_end(struct concurrent_future *future, union value value, int error)
{
    pthread_mutex_lock(&future->lock);
    if (!future->done) {
        future->value = value;
        future->error = error;
        future->done = true;
        pthread_cond_broadcast(&future->ended);
    }
    pthread_mutex_unlock(&future->lock);
}

/* The loop has done its part, which came to VALUE or ERROR. It leaves nothing of its own behind. */
static void loop_side_ends(struct concurrent_future *future, union value value, int error)
{
    concurrent_future_end(future, value, error);
    wakeup_cancel(future->wakeup, &future->stop); /* from here on nobody leaves it again */
    task_release(future->task);
    concurrent_future_release(future);
}

/* The task is done. */
static int finish_call(void *arg)
{
    struct concurrent_future *future = arg;
    union value value = value_of(0);
    int error = task_result(future->task, &value);

    wakeup_unwatch(future->wakeup, &future->watcher);
    loop_side_ends(future, value, error);
    return 0;
}

static int start_call(void *arg)
{
    struct concurrent_future *future = arg;

    future->task = loop_create_task(asyncio_get_running_loop(), future->coro);
    future->coro = NULL;
    if (future->task != NULL) {
        task_add_done_callback(future->task, &future->finish);
        return 0;
    }
    wakeup_unwatch(future->wakeup, &future->watcher);
    loop_side_ends(future, value_of(0), ENOMEM);
    return 0;
}

static int stop_call(void *arg)
{
    struct concurrent_future *future = arg;

    task_cancel(future->task); /* it was started: that call was left first */
    return 0;
}

/* The loop is closed before the task was done, or before that was told. */
static void loop_is_gone(struct wakeup_watcher *watcher)
{
    struct concurrent_future *future = container_of(watcher, struct concurrent_future, watcher);
    union value value = value_of(0);
    int error = ECANCELED;

    wakeup_cancel(future->wakeup, &future->start);
    coro_drop(future->coro);
    if (future->task != NULL) {
        handle_cancel(&future->finish);
        if (task_done(future->task))
            error = task_result(future->task, &value);
    }
    loop_side_ends(future, value, error);
}

/* ---- The thread's side ----------------------------------------------------------------------- */

/* A condition variable whose time is that of clock_monotonic(). */
static int condition_init(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    int error = pthread_condattr_init(&attributes);

    if (error != 0)
        return error;
    error = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    if (error == 0)
        error = pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return error;
}

static struct concurrent_future *future_new(struct coro *coro)
{
    struct concurrent_future *future = calloc(1, sizeof *future);

    if (future == NULL)
        return NULL;
    future->owners = 1;
    future->coro = coro;
    future->watcher.closed = loop_is_gone;
    handle_init(&future->start, start_call, future);
    handle_init(&future->stop, stop_call, future);
    handle_init(&future->finish, finish_call, future);
    if (pthread_mutex_init(&future->lock, NULL) == 0) {
        if (condition_init(&future->ended) == 0)
            return future;
        pthread_mutex_destroy(&future->lock);
    }
    free(future);
    return NULL;
}

/* Hands it to the loop, which has a share then. Else the answer is why not. */
static int future_submit(struct concurrent_future *future, struct loop *loop)
{
    int error;

    if (loop->wakeup == NULL)
        return loop_is_closed(loop) ? EBADF : EINVAL;
    future->wakeup = loop->wakeup;
    wakeup_hold(future->wakeup);
    future->owners++;
    error = wakeup_watch(future->wakeup, &future->watcher);
    if (error != 0)
        future->owners--;
    else
        wakeup_call(future->wakeup, &future->start); /* or the watcher was told by now */
    return error;
}

struct concurrent_future *asyncio_run_coroutine_threadsafe(struct coro *coro, struct loop *loop)
{
    struct concurrent_future *future = coro != NULL ? future_new(coro) : NULL;
    int error = future != NULL ? future_submit(future, loop) : ENOMEM;

    if (error != 0)
        coro_drop(coro);
    if (error != 0 && future != NULL)
        concurrent_future_end(future, value_of(0), error);
    return future;
}

/* The moment TIMEOUT seconds from now. */
static struct timespec moment_in(double timeout)
{
    struct timespec moment;
    time_t whole;

    timeout = timeout < 0 ? 0 : timeout < LONGEST ? timeout : LONGEST;
    whole = (time_t)timeout;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_nsec += (long)((timeout - (double)whole) * 1e9);
    moment.tv_sec += whole + moment.tv_nsec / 1000000000;
    moment.tv_nsec %= 1000000000;
    return moment;
}

/* Waits until it is done, with the lock held. */
static int future_wait(struct concurrent_future *future, double timeout)
{
    struct loop *running = asyncio_get_running_loop();
    struct timespec until = moment_in(timeout);
    int error = 0;

    if (!future->done && running != NULL && running->wakeup == future->wakeup)
        return EDEADLK;
    while (!future->done && error == 0)
        error = pthread_cond_timedwait(&future->ended, &future->lock, &until);
    return future->done ? 0 : error;
}

int concurrent_future_result(struct concurrent_future *future, double timeout, union value *value)
{
    int error;

    if (future == NULL)
        return ENOMEM;
    pthread_mutex_lock(&future->lock);
    error = future_wait(future, timeout);
    if (error == 0)
        error = future->error;
    if (error == 0 && value != NULL)
        *value = future->value;
    pthread_mutex_unlock(&future->lock);
    return error;
}

bool concurrent_future_cancel(struct concurrent_future *future)
{
    bool cancels;

    if (future == NULL)
        return false;
    pthread_mutex_lock(&future->lock);
    cancels = !future->done;
    if (cancels) {
        future->error = ECANCELED;
        future->done = true;
        pthread_cond_broadcast(&future->ended);
        wakeup_call(future->wakeup, &future->stop);
    }
    pthread_mutex_unlock(&future->lock);
    return cancels;
}

bool concurrent_future_done(struct concurrent_future *future)
{
    bool done;

    if (future == NULL)
        return true;
    pthread_mutex_lock(&future->lock);
    done = future->done;
    pthread_mutex_unlock(&future->lock);
    return done;
}
