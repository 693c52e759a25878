/**
 * @file process_pool.h
 * @brief Chapter 13: a pool of processes, for work that keeps a processor busy.
 *
 *     struct primes { long from, to, count; };
 *     static int count_primes(void *arg, union value *result);  (works on a struct primes, and nothing else)
 *
 *     process_pool_init(&pool, 0);                              (first of all, before there are threads)
 *     await(process_pool_run(&pool, count_primes, &my->primes, sizeof my->primes));
 *
 * Its workers are copies of the program as it was when the pool was made. A job is sent to one of them
 * as bytes: the address of the function, which is the same there, and what its argument holds. What
 * the function changes elsewhere, it changes in its own process: nobody sees it.
 *
 * It is a pool of threads each of which asks a process and waits for the answer; so it takes, cancels and
 * ends jobs as that does.
 *
 * Mirrors `concurrent.futures.ProcessPoolExecutor` (concurrent/futures/process.py).
 */
#ifndef PROCESS_POOL_H
#define PROCESS_POOL_H

#include <errno.h>

#include "run_in_executor.h"

/**
 * @brief The error of a job whose worker has died, and of all that come after it. A worker that has no
 * memory for the bytes that it is sent dies of it, and a function that gives
 * this error itself is taken for dead. Mirrors BrokenProcessPool.
 */
#define BROKEN_PROCESS_POOL EOWNERDEAD

/** @brief One process of a pool. */
struct pool_process {
    pid_t pid;                 /**< Its number. */
    int fd;                    /**< Our end of the line to it. */
    struct pool_process *next; /**< The next that has nothing to do. */
};

/** @brief A pool of processes. The fields belong to this library. */
struct process_pool {
    union {
        struct executor executor;   /**< First member: a process pool is an executor. */
        struct thread_pool threads; /**< Those who ask; one for each process. */
    };
    struct pool_process *workers; /**< All of them. Allocated. */
    unsigned count;               /**< How many these are. */
    pthread_mutex_t lock;         /**< Guards the two below. */
    struct pool_process *idle;    /**< Those that have nothing to do. */
    bool broken;                  /**< A worker has died. */
};

/**
 * @brief Makes @p pool a pool of @p workers processes; 0: as many as there are processors.
 *
 * They are forked in here, and never later: what a process looks like when one of its threads forks,
 * nobody can say. So make it before there are threads, before descriptors are open that a worker should
 * not have, and before a loop has anything. Ctrl-C does not end a worker: the pool does.
 *
 * Mirrors `ProcessPoolExecutor(max_workers)`.
 *
 * @return 0; ENOMEM; EAGAIN: no more processes; EMFILE, ENFILE. After an error there is no pool.
 */
int process_pool_init(struct process_pool *pool, unsigned workers);

/**
 * @brief Shuts @p pool down, waits for its jobs and then for its processes. Mirrors `__exit__()`.
 */
void process_pool_destroy(struct process_pool *pool);

/**
 * @brief Hands `function(arg, &result)` to @p pool, in this very call, with the @p size bytes at @p arg, which
 * are copied: for the function, and back when it has ended, changed as it has changed them.
 *
 * If the await is cancelled nothing is copied back, so @p arg may lie in a coroutine's struct. What it
 * holds must not be pointers to what was made after the pool. With a @p size of 0, and by
 * loop_run_in_executor() with `&pool.executor`, the pointer is passed as it is: good for what was there
 * before the pool, and for NULL.
 *
 * Mirrors `loop.run_in_executor(pool, function, arg)`.
 *
 * @return a coroutine for the running loop, whose result is the function's; it raises the function's
 *         error, #BROKEN_PROCESS_POOL, or what loop_run_in_executor() raises. NULL: no memory.
 */
struct coro *process_pool_run(struct process_pool *pool,
                              int (*function)(void *arg, union value *result), void *arg,
                              size_t size);

#endif
