/**
 * @file condition.h
 * @brief Chapter 10: wait, without the lock, until somebody with the lock says that it is time.
 *
 * Mirrors `asyncio.Condition` (asyncio/locks.py).
 */
#ifndef CONDITION_H
#define CONDITION_H

#include "lock.h"

/** @brief A condition. It must not move, and must outlive all who wait for it. */
struct condition {
    struct lock *lock;      /**< The lock; several conditions may share one. */
    struct lock own_lock;   /**< The lock, if none was given. */
    struct waiters waiters; /**< Who waits to be notified. */
};

/** @brief Makes @p condition one of @p lock; NULL: of a lock of its own. Mirrors `asyncio.Condition()`. */
void condition_init(struct condition *condition, struct lock *lock);

/** @brief As lock_acquire(), of its lock. Mirrors `condition.acquire()`. */
struct coro *condition_acquire(struct condition *condition);

/** @brief As lock_release(), of its lock. Mirrors `condition.release()`. */
int condition_release(struct condition *condition);

/**
 * @brief A coroutine that frees the lock, waits to be notified, and takes the lock again.
 *
 * Cancelled, it first takes the lock again, too, however often it is cancelled meanwhile: whoever
 * called it holds the lock behind it in any case. Nothing is allocated once the lock is free. Whoever
 * is cancelled passes the word on to another one, as Python 3.13 does, whether he was notified or not.
 * So one may be woken for nothing: who wakes looks whether it is so, and waits again if not, or uses
 * condition_wait_for().
 *
 * It raises EPERM if the lock is free.
 *
 * Mirrors `condition.wait()`.
 */
struct coro *condition_wait(struct condition *condition);

/**
 * @brief As condition_wait(), again and again until `predicate(arg)` is true; it is asked with the
 * lock held, and before the first wait too.
 *
 * Mirrors `condition.wait_for()`.
 */
struct coro *condition_wait_for(struct condition *condition, bool (*predicate)(void *arg),
                                void *arg);

/**
 * @brief Wakes up to @p count of those who wait, in order. They go on when they have the lock again.
 *
 * Mirrors `condition.notify()`.
 *
 * @return 0, or EPERM if the lock is free.
 */
int condition_notify(struct condition *condition, size_t count);

/** @brief As condition_notify(), of all who wait. Mirrors `condition.notify_all()`. */
int condition_notify_all(struct condition *condition);

#endif
