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
 * A task that asks for a lock that it holds itself waits for ever.
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

/**
 * @brief For the makers of awaitables: takes @p lock, or puts @p waiter in line for it.
 *
 * lock_acquire() without a coroutine, and so without memory that could be missing: if this is true,
 * await `&waiter->future`, catch what it raises, and call lock_wait_ends() with that.
 *
 * @return true if there is a wait; false if the lock is the caller's.
 */
bool lock_wait_begins(struct lock *lock, struct waiter *waiter);

/**
 * @brief For the makers of awaitables: the wait that lock_wait_begins() began is over. 0: the lock is
 * the caller's. An errno value: it is not, and if it was freed for this waiter, the next in line is woken.
 */
void lock_wait_ends(struct lock *lock, struct waiter *waiter, int error);

#endif
