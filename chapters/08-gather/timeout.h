/**
 * @file timeout.h
 * @brief Chapter 8: an end to waiting.
 *
 *     async with asyncio.timeout(1.0):          asyncio_timeout (&my->timeout, 1.0) {
 *         await first()                             await(coro(first));
 *         await second()                            await(coro(second));
 *                                               }
 *
 * Mirrors `asyncio.timeout()` (asyncio/timeouts.py) and `asyncio.wait_for()` (asyncio/tasks.py).
 */
#ifndef TIMEOUT_H
#define TIMEOUT_H

#include "awaitable.h"
#include "block.h"

/** @brief How far a timeout has come. */
enum timeout_state {
    TIMEOUT_CREATED,  /**< Its block has not been entered. */
    TIMEOUT_ENTERED,  /**< Inside the block, in time. */
    TIMEOUT_EXPIRING, /**< Inside the block, the time is over: the task was asked to cancel. */
    TIMEOUT_EXPIRED,  /**< Behind the block, which was not left in time. */
    TIMEOUT_EXITED,   /**< Behind the block, which was left in time. */
};

/**
 * @brief A block with a deadline. In the coroutine's struct, owned with it; nothing is allocated.
 *
 * Mirrors `asyncio.Timeout`.
 */
struct timeout {
    struct async_block block; /**< What the frame needs. First member. */
    struct timer timer;       /**< Waits for the deadline. */
    struct task *task;        /**< The task that is in the block. */
    double when;              /**< The deadline on loop_time(), or NO_TIMEOUT. */
    int cancelling;           /**< The task's count of cancels when it entered. */
    unsigned char state;      /**< One of #timeout_state. */
};

/**
 * @brief `asyncio_timeout (&my->timeout, seconds) { ... }`: at the deadline the task is cancelled
 * at the await at which it stands, and the block raises ETIMEDOUT.
 *
 * It does so only if ECANCELED comes to its end, and nobody else has asked the task to cancel:
 * other errors and other cancellations go on outwards as they are. A deadline that has passed
 * already comes at the first await that has to wait. For NO_TIMEOUT it never comes. @p delay is
 * evaluated once. See block.h for what a block is.
 *
 * Raises at once EALREADY if the struct is in use by another block, EINVAL outside of a task or if
 * @p delay is not a number, ENOMEM.
 *
 * Mirrors `async with asyncio.timeout(delay):`.
 */
#define asyncio_timeout(timeout, delay)                                                            \
    ASYNC_BLOCK(&(timeout)->block, timeout_enter_delay(timeout, delay), timeout_exit(timeout))

/** @brief As asyncio_timeout(), with a deadline on loop_time(). Mirrors `asyncio.timeout_at()`. */
#define asyncio_timeout_at(timeout, when)                                                          \
    ASYNC_BLOCK(&(timeout)->block, timeout_enter(timeout, when), timeout_exit(timeout))

/** @brief The deadline on loop_time(), or NO_TIMEOUT. Mirrors `Timeout.when()`. */
double timeout_when(const struct timeout *timeout);

/**
 * @brief Moves the deadline, from inside the block; NO_TIMEOUT: there is none.
 *
 * Mirrors `Timeout.reschedule()`.
 *
 * @return 0; EINVAL if the block has not been entered; EALREADY if the time is over, or the block;
 *         ENOMEM, or EINVAL if @p when is not a number: there is no deadline any more.
 */
int timeout_reschedule(struct timeout *timeout, double when);

/** @brief True if the deadline came before the block was left. Mirrors `Timeout.expired()`. */
bool timeout_expired(const struct timeout *timeout);

/** @brief What asyncio_timeout_at() does first. @return 0, or what it raises. */
int timeout_enter(struct timeout *timeout, double when);

/** @brief What asyncio_timeout() does first. @return 0, or what it raises. */
int timeout_enter_delay(struct timeout *timeout, double delay);

/** @brief What is done at the end of the block. @return NULL: there is nothing to wait for. */
struct future *timeout_exit(struct timeout *timeout);

/**
 * @brief A coroutine that awaits @p x, a coroutine, a task or a future, for at most @p timeout
 * seconds.
 *
 * When the time is over, or the awaiting task is cancelled, @p x is cancelled and waited for. What
 * comes of that is what this gives: a result or an error of its own, or ETIMEDOUT in place of
 * ECANCELED. A coroutine runs inside the awaiting task. If @p timeout is 0 or less, a coroutine
 * never begins, and ETIMEDOUT is raised unless @p x is done.
 *
 * Mirrors `asyncio.wait_for()`, as of Python 3.12.
 *
 * @return the coroutine, or NULL if there is no memory: a coroutine @p x is freed then. Raises EINVAL
 *         if @p timeout is not a number, or @p x is of another loop; ENOMEM.
 */
#define asyncio_wait_for(x, timeout) asyncio_wait_for_awaitable(awaitable_of(x), timeout)

/** @brief What asyncio_wait_for() calls. */
struct coro *asyncio_wait_for_awaitable(struct awaitable what, double timeout);

#endif
