/**
 * @file waiters.h
 * @brief Chapter 10: coroutines that stand in line. Given.
 *
 * A waiter lies in the frame of the coroutine that waits, so to stand in line allocates nothing.
 *
 * Mirrors the `_waiters` of asyncio/locks.py and asyncio/queues.py.
 */
#ifndef WAITERS_H
#define WAITERS_H

#include "tasks.h"

/** @brief One who waits. Owned by the coroutine that waits, in its struct. */
struct waiter {
    struct future future; /**< Done when it was its turn; cancelled with the task that waits. */
    struct waiter *next;  /**< The one behind it; NULL while it is in no line. */
    struct waiter *prev;  /**< The one before it. */
};

/** @brief A line of waiters, first in, first out. All zero: nobody. */
struct waiters {
    struct waiter *first; /**< Who came first; NULL: nobody stands there. */
    struct waiter *last;  /**< Who came last. */
    struct waiter *next;  /**< All before this one were woken or cancelled; NULL: all were. */
};

/** @brief Puts @p waiter at the end of the line, to be awaited by the running task. */
void waiters_join(struct waiters *waiters, struct waiter *waiter);

/** @brief Takes @p waiter out, wherever it stands. One that was taken out already is left alone. */
void waiters_leave(struct waiters *waiters, struct waiter *waiter);

/** @brief True if anybody in the line was not cancelled: the first of these is to have what comes next. */
bool waiters_any(const struct waiters *waiters);

/**
 * @brief The first in line that was neither woken nor cancelled; NULL if there is none. Nobody is
 * passed over twice, so to wake a whole line costs as much as it is long.
 */
struct waiter *waiters_next(struct waiters *waiters);

/** @brief Lets @p waiter go on, one iteration later. It stays in the line until it leaves. */
void waiter_wake(struct waiter *waiter);

/** @brief True if it was woken, even if its task is cancelled since; false if it was cancelled first. */
bool waiter_woken(const struct waiter *waiter);

/** @brief waiter_wake() for up to @p count, in order. */
void waiters_wake(struct waiters *waiters, size_t count);

#endif
