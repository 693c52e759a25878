/**
 * @file executor.h
 * @brief Chapter 9: jobs for others to do, and a pool of threads that does them.
 *
 * A job is a plain function that may block. Nothing here knows an event loop: run_in_executor.h joins the
 * two. All functions may be called from any thread.
 *
 * Mirrors `concurrent.futures.Executor` and `ThreadPoolExecutor` (concurrent/futures/thread.py).
 */
#ifndef EXECUTOR_H
#define EXECUTOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "value.h"

/** @brief What a job is at. */
enum job_state {
    JOB_NEW,     /**< Submitted to nobody, or refused. */
    JOB_QUEUED,  /**< Waits for a worker. */
    JOB_RUNNING, /**< A worker has it. */
    JOB_DONE,    /**< It has run, or was cancelled. */
};

/**
 * @brief One call of a function that a worker makes.
 *
 * Owned by whoever submits it; it must stay where it is, and alive, until `done` is called. What
 * `arg` points to too: a running job can't be stopped, and nobody copies it.
 *
 * Mirrors `concurrent.futures.Future`, and the work item behind it.
 */
struct job {
    /** What to call: returns 0 and the result in @p *result, or an errno value. */
    int (*function)(void *arg, union value *result);
    void *arg;       /**< What to call it with. */
    size_t arg_size; /**< How many bytes `arg` points to, for executors that copy them: chapter 13. */

    /** Called once when it is over, in the worker's thread, or in that which cancels it. */
    void (*done)(struct job *job);
    union value result; /**< When it is done: what the function gave. */
    int error;          /**< When it is done: what it returned; ECANCELED: it never ran. */

    _Atomic enum job_state state; /**< Changed by the executor; anybody may look. */
    struct job *next;             /**< The job queued behind it. */
};

struct executor;

/** @brief What an executor can do: the thread pool here, the process pool of chapter 13. */
struct executor_ops {
    /** See executor_submit(). */
    int (*submit)(struct executor *self, struct job *job);
    /** See executor_cancel(). */
    bool (*cancel)(struct executor *self, struct job *job);
    /** See executor_shutdown(). */
    void (*shutdown)(struct executor *self, bool wait, bool cancel_jobs);
};

/** @brief Any executor. First member of each kind of it. */
struct executor {
    const struct executor_ops *ops; /**< What it can do. */
};

/**
 * @brief Hands @p job over. Jobs begin in the order in which they were submitted.
 *
 * Mirrors `executor.submit()`.
 *
 * @return 0; ESHUTDOWN after executor_shutdown(); EALREADY if @p job waits or runs; EAGAIN or ENOMEM
 *         if there is no worker and none can be made. After an error it is not handed over.
 */
int executor_submit(struct executor *executor, struct job *job);

/**
 * @brief Takes @p job, which was submitted to @p executor, back if it has not begun: `done` is called
 * in here, with ECANCELED.
 *
 * Mirrors `concurrent.futures.Future.cancel()`.
 *
 * @return true if it did; false: it is running or done, nothing has changed.
 */
bool executor_cancel(struct executor *executor, struct job *job);

/**
 * @brief Takes no more jobs. With @p cancel_jobs those that have not begun are cancelled; else they
 * still run. With @p wait it returns when the last one has ended and the workers are gone; so no job
 * may ask that of its own executor.
 *
 * Mirrors `executor.shutdown(wait, cancel_futures)`. May be called again, to wait after all.
 */
void executor_shutdown(struct executor *executor, bool wait, bool cancel_jobs);

/** @brief A pool of threads. The fields belong to this library. */
struct thread_pool {
    struct executor executor; /**< First member: a thread pool is an executor. */
    pthread_mutex_t lock;     /**< Guards what is below, but for `joined` and `call`. */
    pthread_cond_t work;      /**< Signalled when there is a job, or the end. */
    struct job *first;        /**< The job that has waited longest; NULL: none. */
    struct job **last;        /**< Where to link the next one in. */
    pthread_t *threads;       /**< The workers, as many as were made. Allocated. */
    unsigned max_workers;     /**< How many there may be. */
    unsigned workers;         /**< How many were made. */
    unsigned idle;            /**< How many of them wait for a job. */
    size_t queued;            /**< How many jobs wait for a worker. */
    bool shutting_down;       /**< executor_shutdown() was called. */
    pthread_mutex_t joining;  /**< Held by whoever waits for the workers; guards `joined`. */
    unsigned joined;          /**< How many workers have ended and were waited for. */

    /** How a worker does a job: it calls the function. The process pool of chapter 13 sets another. */
    int (*call)(struct thread_pool *self, struct job *job);
};

/**
 * @brief Makes @p pool a pool of up to @p max_workers threads; 0 means four more than there are
 * processors, but no more than 32.
 *
 * A thread is made when a job finds no idle one; it stays until the pool is shut down. Signals go to
 * other threads. A child of fork() has none of the threads, and must not use the pool.
 *
 * Mirrors `ThreadPoolExecutor(max_workers)`.
 *
 * @return 0; ENOMEM or EAGAIN: there is nothing to destroy then.
 */
int thread_pool_init(struct thread_pool *pool, unsigned max_workers);

/** @brief Shuts @p pool down, waits for its jobs, and gives its memory back. Mirrors `__exit__()`. */
void thread_pool_destroy(struct thread_pool *pool);

#endif
