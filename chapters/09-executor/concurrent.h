/**
 * @file concurrent.h
 * @brief Chapter 9: a coroutine that another thread asked for, and waits for. Given.
 *
 *     (in a thread that is not the loop's:)
 *     struct concurrent_future *future = asyncio_run_coroutine_threadsafe(coro(fetch, .url = a), loop);
 *     int error = concurrent_future_result(future, 1.0, &value);
 *
 *     if (error == ETIMEDOUT)
 *         concurrent_future_cancel(future);
 *     concurrent_future_release(future);
 *
 * This is the other direction of run_in_executor.h: there a loop waits for a thread.
 */
#ifndef CONCURRENT_H
#define CONCURRENT_H

#include "awaitable.h"
#include "threadsafe.h"

/**
 * @brief What a coroutine in a loop will have come to, for a thread that may block.
 *
 * Allocated by asyncio_run_coroutine_threadsafe(); ended by concurrent_future_release().
 *
 * Mirrors `concurrent.futures.Future`.
 */
struct concurrent_future;

/**
 * @brief Makes @p coro a task of @p loop, which must have been opened by loop_open_threadsafe(), and
 * must not be closed during this call. From any thread.
 *
 * @p coro is handed over, whatever comes of it. What its frames keep for reuse stays with the loop's
 * thread; one that ends calls coro_free_memory().
 *
 * Mirrors `asyncio.run_coroutine_threadsafe()`.
 *
 * @return NULL if there is no memory: to wait for NULL gives ENOMEM, so this need not be tested. Other
 *         errors are what it came to: EBADF if the loop is closed, EINVAL if it was never opened.
 */
struct concurrent_future *asyncio_run_coroutine_threadsafe(struct coro *coro, struct loop *loop);

/**
 * @brief Waits in the calling thread, up to @p timeout seconds (NO_TIMEOUT: as long as it takes).
 *
 * Mirrors `future.result(timeout)`.
 *
 * @return 0 and the result in @p *value, unless that is NULL; the error of the coroutine; ECANCELED if it
 *         was cancelled, or its loop was closed before its end; ETIMEDOUT: it goes on, and may be asked
 *         again; EDEADLK in the loop's own thread, if it is not done.
 */
int concurrent_future_result(struct concurrent_future *future, double timeout, union value *value);

/**
 * @brief Gives up: who waits gets ECANCELED at once, and the task is asked to cancel, soon.
 *
 * Mirrors `future.cancel()`. @return false if it was done.
 */
bool concurrent_future_cancel(struct concurrent_future *future);

/** @brief True once concurrent_future_result() need not wait. Mirrors `future.done()`. */
bool concurrent_future_done(struct concurrent_future *future);

/** @brief The caller has no more use for it. A coroutine that is not done goes on. NULL is fine. */
void concurrent_future_release(struct concurrent_future *future);

#endif
