/*
 * Chapter 9: from the loop to an executor, and back.
 *
 * A job crosses two threads, and either side may be the last to need it: the coroutine may be
 * cancelled while the job runs, and the loop may be closed. So it has three owners: the coroutine, the
 * job itself, and the loop, which knows what is under way. The last of them frees it. Everything but
 * offload_ended() runs in the loop's thread.
 */
#include "run_in_executor.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "wakeup.h"

/* A job of a coroutine. */
struct offload {
    struct job job;
    struct executor *executor;
    struct future future;  /* of its result, for the coroutine */
    struct handle back;    /* brings the result to the loop's thread */
    struct wakeup *wakeup; /* held */
    void (*release)(void *arg, bool delivered);
    bool delivered; /* the coroutine has ended with the result */
    atomic_int owners;
    struct offload *next, *prev; /* in the ring of those that are under way */
};

/* What a loop keeps: its own pool, and a ring of the jobs under way, of this pool and of others. */
struct offloads {
    struct loop_service service;
    struct thread_pool pool;
    bool has_pool;
    struct offload under_way; /* closes the ring */
};

/* ---- Owners ---------------------------------------------------------------------------------- */

static void offload_release(struct offload *offload)
{
    if (atomic_fetch_sub(&offload->owners, 1) != 1)
        return;
    if (offload->release != NULL)
        offload->release(offload->job.arg, offload->delivered);
    wakeup_release(offload->wakeup);
    free(offload);
}

/* The loop's share ends: it is not under way any more. */
static void offload_leave(struct offload *offload)
{
    offload->prev->next = offload->next;
    offload->next->prev = offload->prev;
    offload_release(offload);
}

/* The job's share ends, in the loop's thread, and so does the loop's. */
static void offload_arrived(struct offload *offload)
{
    offload_leave(offload);
    offload_release(offload);
}

/* ---- There and back -------------------------------------------------------------------------- */

/* The job is over: sends it back, unless the loop is gone. In the worker's thread. */
static void offload_ended(struct job *job)
{
    struct offload *offload = container_of(job, struct offload, job);

    /*
     * Exercise 9.6: leave `back` for the loop. If that can't be, since the loop is closed, nobody
     * waits any more: end the job's share in here.
     */
#ifdef SOLUTION
    if (wakeup_call(offload->wakeup, &offload->back) != 0)
        offload_release(offload);
#else
    TODO("9.6", offload, offload_release);
#endif
}

/* The result is back in the loop's thread. */
static int offload_deliver(void *arg)
{
    struct offload *offload = arg;

    /*
     * Exercise 9.7: end the future with what the job came to, unless it was cancelled meanwhile:
     * then the result is dropped. In both cases the job has arrived.
     */
#ifdef SOLUTION
    if (!future_done(&offload->future))
        future_end(&offload->future, offload->job.result, offload->job.error);
    offload_arrived(offload);
#else
    TODO("9.7", offload, offload_arrived);
#endif
    return 0;
}

/*
 * How the future of a job is cancelled: the job is taken back if it has not begun. One that is done
 * is let be: its executor may be gone by now.
 */
static bool offload_cancel(struct future *future)
{
    struct offload *offload = container_of(future, struct offload, future);

    if (offload->job.state != JOB_DONE)
        executor_cancel(offload->executor, &offload->job);
    future_end(future, value_of(0), ECANCELED);
    return true;
}

/* ---- What a loop keeps ----------------------------------------------------------------------- */

/* Runs the loop until its own pool has done what it was given. Mirrors shutdown_default_executor(). */
static int offloads_shutdown(struct loop_service *service, struct loop *loop)
{
    struct offloads *offloads = (struct offloads *)service;
    struct offload *offload;
    int error = 0;

    if (!offloads->has_pool)
        return 0;
    executor_shutdown(&offloads->pool.executor, false, false);
    offload = offloads->under_way.next;
    while (error == 0 && offload != &offloads->under_way) {
        if (offload->executor != &offloads->pool.executor) {
            offload = offload->next;
            continue;
        }
        error = loop_run_once(loop);
        offload = offloads->under_way.next;
    }
    return error;
}

/* True if the job has left its call, and it will not be made: it is queued, or was cancelled there. */
static bool offload_was_left(const struct offload *offload)
{
    return handle_is_queued(&offload->back) || handle_cancelled(&offload->back);
}

/*
 * The loop closes. No result comes back any more, for the wakeup, which is older, is closed. The share of
 * a job that was on its way back ends here; one that still runs, in another pool, ends its own.
 */
static void offloads_close(struct loop_service *service, struct loop *loop)
{
    struct offloads *offloads = (struct offloads *)service;
    struct offload *offload;

    if (offloads->has_pool)
        thread_pool_destroy(&offloads->pool);
    while ((offload = offloads->under_way.next) != &offloads->under_way) {
        if (offload_was_left(offload)) {
            handle_cancel(&offload->back);
            offload_arrived(offload);
        } else {
            offload_leave(offload);
        }
    }
    loop->offloads = NULL;
    free(offloads);
}

static struct offloads *loop_get_offloads(struct loop *loop, int *error)
{
    struct offloads *offloads = loop->offloads;

    *error = 0;
    if (offloads != NULL || loop_get_wakeup(loop, error) == NULL)
        return offloads;
    offloads = calloc(1, sizeof *offloads);
    if (offloads == NULL) {
        *error = ENOMEM;
        return NULL;
    }
    offloads->service.shutdown = offloads_shutdown;
    offloads->service.close = offloads_close;
    offloads->under_way.next = offloads->under_way.prev = &offloads->under_way;
    loop->offloads = offloads;
    loop_attach(loop, &offloads->service);
    return offloads;
}

struct executor *loop_get_default_executor(struct loop *loop, int *error)
{
    struct offloads *offloads = loop_get_offloads(loop, error);

    if (offloads == NULL)
        return NULL;
    if (!offloads->has_pool) {
        *error = thread_pool_init(&offloads->pool, 0);
        if (*error != 0)
            return NULL;
        offloads->has_pool = true;
    }
    return &offloads->pool.executor;
}

/* ---- The coroutine --------------------------------------------------------------------------- */

/* One call of loop_run_in_executor(). */
struct offloading {
    struct coro coro;
    struct offload *offload; /* NULL: it could not be handed over */
    int error;               /* why not */
    union value result;
};

static void offloading(struct coro *self)
{
    struct offloading *my = (struct offloading *)self;

    async (self) {
        if (my->error != 0)
            async_raise(my->error);
        await(my->result, &my->offload->future);
        my->offload->delivered = true;
        async_return(my->result);
        finally
        {
            if (my->offload != NULL) {
                if (self->frame.error == ECANCELED && !future_done(&my->offload->future))
                    future_cancel(&my->offload->future); /* before it was ever awaited */
                future_mute(&my->offload->future);
                offload_release(my->offload);
            }
        }
    }
}

/* Hands OFFLOAD over. After an error only the coroutine owns it. */
static int offload_begin(struct offload *offload, struct offloads *offloads, struct loop *loop)
{
    int error;

    future_init(&offload->future, loop);
    offload->future.cancel = offload_cancel;
    handle_init(&offload->back, offload_deliver, offload);
    offload->next = &offloads->under_way;
    offload->prev = offloads->under_way.prev;
    offload->prev->next = offload->next->prev = offload;
    error = executor_submit(offload->executor, &offload->job);
    if (error != 0)
        offload_arrived(offload);
    return error;
}

/* Makes the job, with its owners, and hands it over. NULL, with the reason in *ERROR. */
static struct offload *offload_new(struct loop *loop, struct executor *executor, struct job job,
                                   void (*release)(void *arg, bool delivered), int *error)
{
    struct offloads *offloads = loop != NULL ? loop_get_offloads(loop, error) : NULL;
    struct offload *offload;

    if (offloads == NULL) {
        *error = loop == NULL ? EINVAL : *error;
        return NULL;
    }
    if (executor == NULL)
        executor = loop_get_default_executor(loop, error);
    offload = executor != NULL ? malloc(sizeof *offload) : NULL;
    if (offload == NULL) {
        *error = *error != 0 ? *error : ENOMEM;
        return NULL;
    }
    *offload = (struct offload){
        .job = job, .executor = executor, .wakeup = loop->wakeup, .release = release, .owners = 3};
    wakeup_hold(loop->wakeup);
    *error = offload_begin(offload, offloads, loop);
    if (*error == 0)
        return offload;
    offload->release = NULL; /* the caller still has it */
    offload_release(offload);
    return NULL;
}

struct coro *loop_run_job(struct loop *loop, struct executor *executor, const struct job *job,
                          void (*release)(void *arg, bool delivered))
{
    struct coro *made = coro(offloading, .coro.frame.cleans_up = true);
    struct offloading *my = (struct offloading *)made;
    struct job copy = *job;

    copy.done = offload_ended;
    if (made != NULL)
        my->offload = offload_new(loop, executor, copy, release, &my->error);
    if ((made == NULL || my->offload == NULL) && release != NULL)
        release(job->arg, false);
    return made;
}

struct coro *loop_run_owning(struct loop *loop, struct executor *executor,
                             int (*function)(void *arg, union value *result), void *arg,
                             void (*release)(void *arg, bool delivered))
{
    return loop_run_job(loop, executor, &(struct job){.function = function, .arg = arg}, release);
}

struct coro *loop_run_in_executor(struct loop *loop, struct executor *executor,
                                  int (*function)(void *arg, union value *result), void *arg)
{
    return loop_run_owning(loop, executor, function, arg, NULL);
}

struct coro *asyncio_to_thread(int (*function)(void *arg, union value *result), void *arg)
{
    return loop_run_in_executor(asyncio_get_running_loop(), NULL, function, arg);
}
