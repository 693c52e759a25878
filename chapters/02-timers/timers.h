/**
 * @file timers.h
 * @brief Chapter 2: a timer is a handle with a deadline; the timer heap knows which one is next.
 *
 * A loop asks its timers one question, over and over: which deadline comes first? A heap answers in
 * O(1), and lets a timer in or out in O(log n), at the head or in the middle.
 *
 * Mirrors `asyncio.TimerHandle` (asyncio/events.py) and `BaseEventLoop._scheduled`
 * (asyncio/base_events.py).
 */
#ifndef TIMERS_H
#define TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "callbacks.h"

/** @brief Each timer in the heap has up to this many children. Four slots fill a cache line. */
#define TIMER_HEAP_ARITY 4

/**
 * @brief A call that waits for a moment in time.
 *
 * Owned by whoever declares it. It must stay where it is, and alive, from timer_heap_add() until
 * its call begins or timer_cancel() returns. Its handle is queued by the heap alone: a call of
 * loop_call_soon() in between would put it into the ready queue twice.
 *
 * Mirrors `asyncio.TimerHandle`.
 */
struct timer {
    struct handle handle; /**< The call; it goes to the ready queue when the deadline has come. */
    size_t slot;          /**< Its index in the heap's array, kept current by the heap. */
    struct timer_heap *heap; /**< The heap that it waits in; NULL while in none. */
    double when;             /**< The deadline, in seconds on clock_monotonic(). */
    uint64_t order;          /**< Of two timers with one deadline the lower order is first. */
};

/**
 * @brief One place in the heap's array. The deadline stands here too, beside its neighbours, so
 * that finding a way through the heap seldom has to look at a timer elsewhere in memory.
 */
struct timer_slot {
    double when;         /**< The deadline of #timer. */
    struct timer *timer; /**< The timer in this place; never NULL below `count`. */
};

/**
 * @brief The timers that wait, as a heap in one array: no timer is due before its parent.
 *
 * The parent of slot i is slot (i - 1) / 4; its children are the slots 4i + 1 to 4i + 4. The array
 * is the only memory that the library allocates here; it doubles when it is full.
 *
 * Mirrors `BaseEventLoop._scheduled`.
 */
struct timer_heap {
    struct timer_slot *slots; /**< The array; slots[0] is the next timer to come due. */
    size_t count;             /**< How many slots are in use. */
    size_t capacity;          /**< How many slots there is memory for. */
    uint64_t added;           /**< How many timers were ever added: gives each its `order`. */
};

/**
 * @brief Makes @p timer ready for use: it will call @p callback with @p arg, and waits in no heap.
 *
 * Mirrors `asyncio.TimerHandle.__init__`.
 */
void timer_init(struct timer *timer, int (*callback)(void *arg), void *arg);

/**
 * @brief The deadline of @p timer, in seconds on the clock of its loop.
 *
 * Mirrors `asyncio.TimerHandle.when()`.
 */
double timer_when(const struct timer *timer);

/** @brief True while @p timer waits for its deadline, or in the ready queue for its call. */
bool timer_is_scheduled(const struct timer *timer);

/**
 * @brief Takes the call back, whether it still waits for its deadline or is queued already.
 *
 * O(log n) and at once: the memory of @p timer is its owner's again. Cancelling twice, after the
 * call, or from inside the call itself does no harm.
 *
 * Mirrors `asyncio.TimerHandle.cancel()`; asyncio leaves the timer in its heap and sweeps later.
 */
void timer_cancel(struct timer *timer);

/** @brief Makes @p heap an empty heap. It allocates nothing until the first timer is added. */
void timer_heap_init(struct timer_heap *heap);

/** @brief Gives the array back. Timers that still wait are taken out; none of them is called. */
void timer_heap_destroy(struct timer_heap *heap);

/**
 * @brief Makes room for @p count timers, so that adding up to that many cannot fail.
 *
 * @return 0, or ENOMEM: the heap is as it was.
 */
int timer_heap_reserve(struct timer_heap *heap, size_t count);

/**
 * @brief Lets @p timer wait in @p heap until @p when. O(log n).
 *
 * Timers with one deadline come due in the order in which they were added. A deadline in the past,
 * or minus infinity, is due at once; infinity never is.
 *
 * Mirrors `heapq.heappush(loop._scheduled, timer)`.
 *
 * @return 0; EINVAL if @p when is not a number; EALREADY if @p timer is scheduled already; ENOMEM
 *         if the array cannot grow. After an error nothing has changed.
 */
int timer_heap_add(struct timer_heap *heap, struct timer *timer, double when);

/**
 * @brief Moves every timer whose deadline is not after @p now to the tail of @p queue, in the order
 * of deadlines; equal ones in the order in which they were added. O(log n) for each.
 *
 * A timer whose handle was cancelled with handle_cancel() is dropped instead.
 *
 * Mirrors the middle part of `BaseEventLoop._run_once()`.
 */
void timer_heap_expire(struct timer_heap *heap, double now, struct ready_queue *queue);

/**
 * @brief Takes @p timer, which waits in @p heap, out of it, from wherever it stands. O(log n).
 *
 * The order of the others does not change.
 */
void timer_heap_remove(struct timer_heap *heap, struct timer *timer);

/**
 * @brief How long the loop may sleep, in seconds: 0 if a timer is due, negative if none waits.
 *
 * Mirrors the timeout that `BaseEventLoop._run_once()` computes.
 */
double timer_heap_timeout(const struct timer_heap *heap, double now);

#endif
