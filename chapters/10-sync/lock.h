/**
 * @file lock.h
 * @brief Chapter 10: a lock that coroutines hold across an await.
 *
 * Between two awaits nobody else runs, so most code needs no lock. One is needed where several
 * awaits must not be interleaved with those of another task.
 *
 * Mirrors `asyncio.Lock` (asyncio/locks.py).
 */
#ifndef LOCK_H
#define LOCK_H

#include "waiters.h"

/** @brief A lock. All zero: free. It must not move, and must outlive all who wait for it. */
struct lock {
    bool locked;            /**< Somebody holds it. */
    struct waiters waiters; /**< Who wants it. */
};

/** @brief Makes @p lock a free lock. Mirrors `asyncio.Lock()`. */
void lock_init(struct lock *lock);

/**
 * @brief A coroutine that waits until @p lock is the caller's. In the order in which they asked;
 * without waiting if it is free and nobody stands in line. Cancelled, it does not have the lock.
 *
 * Mirrors `lock.acquire()`.
 */
struct coro *lock_acquire(struct lock *lock);

/**
 * @brief Frees @p lock and wakes the first in line. Any task may.
 *
 * Mirrors `lock.release()`.
 *
 * @return 0, or EPERM if it is free already.
 */
int lock_release(struct lock *lock);

/** @brief True while somebody holds it. Mirrors `lock.locked()`. */
bool lock_locked(const struct lock *lock);

#endif
