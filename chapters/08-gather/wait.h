/**
 * @file wait.h
 * @brief Chapter 8: wait for some of many, or for each in the order in which they end.
 *
 * Mirrors `asyncio.wait()` and `asyncio.as_completed()` (asyncio/tasks.py).
 */
#ifndef WAIT_H
#define WAIT_H

#include "awaitable.h"

/** @brief When asyncio_wait() returns. Mirrors `return_when`. */
enum asyncio_return_when {
    ASYNCIO_ALL_COMPLETED,   /**< When all are done. */
    ASYNCIO_FIRST_COMPLETED, /**< As soon as one is done. */
    ASYNCIO_FIRST_EXCEPTION, /**< As soon as one has failed; to be cancelled is not to fail. */
};

/**
 * @brief A coroutine that waits for @p count tasks or futures, for at most @p timeout seconds
 * (NO_TIMEOUT: for ever).
 *
 *     await(my->done, asyncio_wait(my->tasks, 3, NO_TIMEOUT, ASYNCIO_FIRST_COMPLETED));
 *
 * Python gives two sets. Here @p array, of `struct task *` or of `struct future *`, is put in
 * order: the result is how many of them are done, and those stand first; behind them the ones that
 * are pending; both in the order in which they were. It never raises an error of theirs and never
 * cancels one, also when the awaiting task is cancelled, or when the time is over. One that stands
 * there twice is waited for once, and counted twice.
 *
 * The tasks and the array stay their owner's, and must stay there until the wait is over.
 *
 * Mirrors `asyncio.wait()`.
 *
 * @return the coroutine, or NULL if there is no memory. Raises EINVAL if @p count is 0, @p
 *         return_when is unknown, or one is of another loop; ENOMEM also if one of them is NULL.
 */
#define asyncio_wait(array, count, timeout, return_when)                                           \
    _Generic((array), struct task **: asyncio_wait_tasks, struct future **: asyncio_wait_futures)( \
        array, count, timeout, return_when)

/** @brief What asyncio_wait() calls for tasks. */
struct coro *asyncio_wait_tasks(struct task **tasks, size_t count, double timeout,
                                enum asyncio_return_when return_when);

/** @brief What asyncio_wait() calls for futures. */
struct coro *asyncio_wait_futures(struct future **futures, size_t count, double timeout,
                                  enum asyncio_return_when return_when);

struct completion; /* one call of as_completed_next(), in as_completed.c */

/**
 * @brief Many children, handed out in the order in which they end.
 *
 *     error = asyncio_as_completed(&my->pages, NO_TIMEOUT, coro(fetch, .url = a),
 *                                  coro(fetch, .url = b));
 *     while (as_completed_more(&my->pages))
 *         await(my->page, as_completed_next(&my->pages));
 *     finally {
 *         as_completed_release(&my->pages);
 *     }
 *
 * Owned by whoever declares it, in a coroutine's struct; not to be moved while it is in use. It
 * owns the coroutines that are passed in, and the tasks that it makes of them; tasks and futures
 * passed in stay their owner's, who keeps them alive until as_completed_release().
 *
 * Mirrors the iterator that `asyncio.as_completed()` returns.
 */
struct as_completed {
    struct loop *loop;        /**< Its loop. */
    struct children children; /**< What it waits for. */
    size_t left;              /**< How many as_completed_next() are still to be called. */
    size_t pending;           /**< How many children are not done. */
    size_t timeouts;          /**< How many awaits the timeout is still to end. */
    struct child *first;      /**< Done and not handed out yet, in the order in which they ended. */
    struct child *last;       /**< The end of that list. */
    struct completion *waiters; /**< Those that wait for the next one, the first comer first. */
    struct timer timer;         /**< The timeout. */
};

/**
 * @brief Begins @p it with up to 16 coroutines, tasks and futures: `asyncio_as_completed(&my->it,
 * timeout, a, b, ...)`. Coroutines become tasks now. The same one twice counts once (to find that
 * takes a look at each pair).
 *
 * After @p timeout seconds (NO_TIMEOUT: never) every await that is left raises ETIMEDOUT; the
 * children are not cancelled.
 *
 * Mirrors `asyncio.as_completed()`.
 *
 * @return 0; ENOMEM; EINVAL if no loop is running or a child is of another loop: then the
 *         coroutines are freed, and nothing has begun.
 */
#define asyncio_as_completed(it, timeout, ...)                                                     \
    asyncio_as_completed_array(it, timeout, AWAITABLES(__VA_ARGS__))

/** @brief As asyncio_as_completed(), for @p count awaitables in an array, which is copied. */
int asyncio_as_completed_array(struct as_completed *it, double timeout,
                               const struct awaitable *awaitables, size_t count);

/** @brief True while as_completed_next() has not been called once for each child. */
bool as_completed_more(const struct as_completed *it);

/**
 * @brief A coroutine that waits for the next child that ends, and gives its result or error. Which
 * child that is shows only then: of several, the one awaited first gets the first to end.
 *
 * Mirrors one turn of `for coro in asyncio.as_completed(...)`.
 *
 * @return the coroutine, or NULL if there is no memory. Raises ETIMEDOUT after the timeout;
 *         EINVAL if as_completed_more() is false.
 */
struct coro *as_completed_next(struct as_completed *it);

/**
 * @brief Ends the use of @p it. Tasks that it made and that still run go on, and free themselves
 * when they are done. All zero is fine. Nobody may wait for it any more.
 */
void as_completed_release(struct as_completed *it);

#endif
