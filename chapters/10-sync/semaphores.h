/**
 * @file semaphores.h
 * @brief Chapter 10: a limit on how many do something at the same time.
 *
 * Mirrors `asyncio.Semaphore` and `asyncio.BoundedSemaphore` (asyncio/locks.py). The file's name is a
 * plural because `<semaphore.h>` is the system's, for threads.
 */
#ifndef SEMAPHORES_H
#define SEMAPHORES_H

#include "waiters.h"

/** @brief A semaphore. It must not move, and must outlive all who wait for it. */
struct semaphore {
    size_t value;           /**< How many more may come in. */
    size_t bound;           /**< What `value` may not exceed. */
    struct waiters waiters; /**< Who wants to come in. */
};

/** @brief Makes @p semaphore let @p value in at once. Mirrors `asyncio.Semaphore(value)`. */
void semaphore_init(struct semaphore *semaphore, size_t value);

/**
 * @brief As semaphore_init(), but semaphore_release() refuses to go above @p value.
 *
 * Mirrors `asyncio.BoundedSemaphore(value)`.
 */
void bounded_semaphore_init(struct semaphore *semaphore, size_t value);

/**
 * @brief A coroutine that waits until there is room. In the order in which they asked; without
 * waiting if there is room and nobody stands in line. Cancelled, it did not come in.
 *
 * Mirrors `semaphore.acquire()`.
 */
struct coro *semaphore_acquire(struct semaphore *semaphore);

/**
 * @brief Makes room for one, and hands it to the first in line. Any task may.
 *
 * Mirrors `semaphore.release()`.
 *
 * @return 0; EPERM if it is a bounded one and was not acquired so often.
 */
int semaphore_release(struct semaphore *semaphore);

/** @brief True if whoever comes now must wait. Mirrors `semaphore.locked()`. */
bool semaphore_locked(const struct semaphore *semaphore);

#endif
