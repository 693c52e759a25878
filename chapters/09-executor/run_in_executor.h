/**
 * @file run_in_executor.h
 * @brief Chapter 9: blocking calls off the loop, awaited like any other coroutine.
 *
 *     static int checksum(void *arg, union value *result);     (an ordinary function that blocks)
 *
 *     await(my->sum, asyncio_to_thread(checksum, my->path));
 *
 * A job that has begun can't be stopped. If the await is cancelled the coroutine goes on at once, and
 * the job ends when it ends; so what `arg` points to must live until then: see
 * loop_run_owning().
 *
 * Mirrors `loop.run_in_executor()` and `asyncio.to_thread()`.
 */
#ifndef RUN_IN_EXECUTOR_H
#define RUN_IN_EXECUTOR_H

#include "executor.h"
#include "tasks.h"
#include "threadsafe.h"

/**
 * @brief Hands `function(arg, &result)` to @p executor, in this very call; NULL: the loop's own.
 *
 * The job begins whether or not the coroutine is awaited. To cancel the await takes a job back that
 * has not begun; one that runs goes on, and its result is dropped. @p arg must be valid until the job
 * has ended: loop_run_owning() tells when that is.
 *
 * Mirrors `loop.run_in_executor()`.
 *
 * @return a coroutine whose result is the function's; it raises the function's error, ESHUTDOWN, or
 *         what else executor_submit() and loop_get_wakeup() refuse with. NULL: no memory.
 */
struct coro *loop_run_in_executor(struct loop *loop, struct executor *executor,
                                  int (*function)(void *arg, union value *result), void *arg);

/** @brief As loop_run_in_executor() with the running loop and its own executor. Mirrors `asyncio.to_thread()`. */
struct coro *asyncio_to_thread(int (*function)(void *arg, union value *result), void *arg);

/**
 * @brief As loop_run_in_executor(); when the job has ended, or will never begin, and nobody will use
 * @p arg any more, @p release is called with it, in whatever thread that is; @p delivered tells whether the
 * coroutine ended with the result of the function: if not, what that holds belongs to nobody else.
 */
struct coro *loop_run_owning(struct loop *loop, struct executor *executor,
                             int (*function)(void *arg, union value *result), void *arg,
                             void (*release)(void *arg, bool delivered));

/**
 * @brief As loop_run_owning(), for a job with more to it than a function and what to call it with: its
 * `arg_size`. @p job is copied; its `done` is not used.
 */
struct coro *loop_run_job(struct loop *loop, struct executor *executor, const struct job *job,
                          void (*release)(void *arg, bool delivered));

/**
 * @brief The executor that NULL stands for: a thread pool, made at its first use, and waited for by
 * asyncio_run(). @return NULL, with the reason in @p *error.
 */
struct executor *loop_get_default_executor(struct loop *loop, int *error);

#endif
