/*
 * Chapter 9: a pool of threads.
 *
 * One lock, one list of jobs, and workers that all do the same: take the first job, do it without
 * the lock, say so, and come back for more.
 */
#include "executor.h"
#include "todo.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST_DEFAULT_WORKERS 32

int executor_submit(struct executor *executor, struct job *job)
{
    return executor->ops->submit(executor, job);
}

bool executor_cancel(struct executor *executor, struct job *job)
{
    return executor->ops->cancel(executor, job);
}

void executor_shutdown(struct executor *executor, bool wait, bool cancel_jobs)
{
    executor->ops->shutdown(executor, wait, cancel_jobs);
}

static struct thread_pool *pool_of(struct executor *executor)
{
    return (struct thread_pool *)executor;
}

/* ---- The queue; all of this with the lock held ----------------------------------------------- */

static void pool_push(struct thread_pool *pool, struct job *job)
{
    job->state = JOB_QUEUED;
    job->next = NULL;
    *pool->last = job;
    pool->last = &job->next;
    pool->queued++;
}

/* Takes the job at PLACE, a link of the list, out. */
static struct job *pool_take(struct thread_pool *pool, struct job **place)
{
    struct job *job = *place;

    *place = job->next;
    if (pool->last == &job->next)
        pool->last = place;
    pool->queued--;
    return job;
}

/* ---- The workers ----------------------------------------------------------------------------- */

/* The next job for a worker, which sleeps until there is one; NULL: it is to end. */
static struct job *worker_next_job(struct thread_pool *pool)
{
    struct job *job = NULL;

    pthread_mutex_lock(&pool->lock);
    /*
     * Exercise 9.3: wait for `work` while there is no job and the pool is not shutting down; a
     * worker that waits counts as idle. Then take the first job, if there is one, and mark it as
     * running. Jobs that were queued before the end still run.
     */
    TODO("9.3", pool, &job, pool_take);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

/* It is over. The job is its owner's from here on. */
static void job_finish(struct job *job, int error)
{
    job->error = error;
    job->state = JOB_DONE;
    job->done(job);
}

/* How a job is done, unless the pool's maker knows another way. */
static int job_call(struct thread_pool *pool, struct job *job)
{
    (void)pool;
    return job->function(job->arg, &job->result);
}

/* What each thread of the pool runs. */
static void *worker_main(void *arg)
{
    struct thread_pool *pool = arg;
    struct job *job;

    while ((job = worker_next_job(pool)) != NULL)
        job_finish(job, pool->call(pool, job));
    return NULL;
}

/* All signals but those that a fault in a job's own code raises. */
static sigset_t signals_of_others(void)
{
    sigset_t signals;

    sigfillset(&signals);
    sigdelset(&signals, SIGSEGV);
    sigdelset(&signals, SIGBUS);
    sigdelset(&signals, SIGFPE);
    sigdelset(&signals, SIGILL);
    return signals;
}

/* Makes one more worker. Signals are for the thread that runs the loop, so a worker gets none. */
static int pool_add_worker(struct thread_pool *pool)
{
    sigset_t others = signals_of_others(), before;
    int error;

    pthread_sigmask(SIG_BLOCK, &others, &before);
    error = pthread_create(&pool->threads[pool->workers], NULL, worker_main, pool);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error == 0)
        pool->workers++;
    return error;
}

/* ---- What an executor can do ----------------------------------------------------------------- */

/*
 * Sees to it that somebody takes the job that was just pushed: an idle worker, a new one, or one of
 * those that are busy now. An error: there is none at all.
 */
static int pool_find_worker(struct thread_pool *pool)
{
    int error = 0;

    /*
     * Exercise 9.4: if no more jobs are queued than workers are idle, signal `work`: one of them takes
     * it. Else all idle ones have been signalled; add a worker, if there may be more. That no thread can
     * be made is an error only if there is none yet.
     */
    TODO("9.4", pool, &error, pool_add_worker);
}

static int pool_submit(struct executor *executor, struct job *job)
{
    struct thread_pool *pool = pool_of(executor);
    struct job **place;
    int error;

    pthread_mutex_lock(&pool->lock);
    place = pool->last;
    error = pool->shutting_down ? ESHUTDOWN : 0;
    if (error == 0 && (job->state == JOB_QUEUED || job->state == JOB_RUNNING))
        error = EALREADY;
    if (error == 0) {
        pool_push(pool, job);
        error = pool_find_worker(pool);
        if (error != 0)
            pool_take(pool, place)->state = JOB_NEW;
    }
    pthread_mutex_unlock(&pool->lock);
    return error;
}

/* Takes JOB out of the queue, if it is there. */
static bool pool_withdraw(struct thread_pool *pool, struct job *job)
{
    bool found = false;

    pthread_mutex_lock(&pool->lock);
    if (job->state == JOB_QUEUED) {
        struct job **place = &pool->first;

        while (*place != job)
            place = &(*place)->next;
        pool_take(pool, place);
        found = true;
    }
    pthread_mutex_unlock(&pool->lock);
    return found;
}

static bool pool_cancel(struct executor *executor, struct job *job)
{
    struct thread_pool *pool = pool_of(executor);

    if (!pool_withdraw(pool, job))
        return false;
    job_finish(job, ECANCELED);
    return true;
}

/* Cancels every job that has not begun. */
static void pool_cancel_all(struct thread_pool *pool)
{
    struct job *job;

    do {
        pthread_mutex_lock(&pool->lock);
        job = pool->first != NULL ? pool_take(pool, &pool->first) : NULL;
        pthread_mutex_unlock(&pool->lock);
        if (job != NULL)
            job_finish(job, ECANCELED);
    } while (job != NULL);
}

/* Waits until every worker has ended. Of two threads that do so the second waits for the first. */
static void pool_join(struct thread_pool *pool)
{
    pthread_mutex_lock(&pool->joining);
    while (pool->joined < pool->workers)
        pthread_join(pool->threads[pool->joined++], NULL);
    pthread_mutex_unlock(&pool->joining);
}

static void pool_shutdown(struct executor *executor, bool wait, bool cancel_jobs)
{
    struct thread_pool *pool = pool_of(executor);

    /*
     * Exercise 9.5: under the lock, note that the pool is shutting down and wake all workers, for
     * those that sleep would sleep for ever. Then cancel what has not begun, if asked to; then wait
     * for the workers, if asked to. Both without the lock: they need it to end.
     */
    TODO("9.5", pool, wait, cancel_jobs, pool_cancel_all, pool_join);
}

static const struct executor_ops thread_pool_ops = {
    .submit = pool_submit, .cancel = pool_cancel, .shutdown = pool_shutdown};

/* ---- Beginning and end ----------------------------------------------------------------------- */

/* As many as Python takes: a little more than there are processors, since most of them will wait. */
static unsigned default_workers(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = processors > 0 ? (unsigned)processors + 4 : 5;

    return workers < MOST_DEFAULT_WORKERS ? workers : MOST_DEFAULT_WORKERS;
}

static int pool_init_locks(struct thread_pool *pool)
{
    int error = pthread_mutex_init(&pool->lock, NULL);

    if (error != 0)
        return error;
    error = pthread_mutex_init(&pool->joining, NULL);
    if (error == 0) {
        error = pthread_cond_init(&pool->work, NULL);
        if (error == 0)
            return 0;
        pthread_mutex_destroy(&pool->joining);
    }
    pthread_mutex_destroy(&pool->lock);
    return error;
}

int thread_pool_init(struct thread_pool *pool, unsigned max_workers)
{
    int error;

    *pool = (struct thread_pool){.executor.ops = &thread_pool_ops, .last = &pool->first};
    pool->call = job_call;
    pool->max_workers = max_workers > 0 ? max_workers : default_workers();
    pool->threads = calloc(pool->max_workers, sizeof *pool->threads);
    if (pool->threads == NULL)
        return ENOMEM;
    error = pool_init_locks(pool);
    if (error != 0)
        free(pool->threads);
    return error;
}

void thread_pool_destroy(struct thread_pool *pool)
{
    executor_shutdown(&pool->executor, true, false);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->joining);
    pthread_mutex_destroy(&pool->lock);
    free(pool->threads);
}
