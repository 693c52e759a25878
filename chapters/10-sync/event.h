/**
 * @file event.h
 * @brief Chapter 10: something that happens, and whoever waits for it.
 *
 * Mirrors `asyncio.Event` (asyncio/locks.py).
 */
#ifndef EVENT_H
#define EVENT_H

#include "waiters.h"

/** @brief An event. All zero: not set. It must not move, and must outlive all who wait for it. */
struct event {
    bool set;               /**< It has happened. */
    struct waiters waiters; /**< Who waits for it. */
};

/** @brief Makes @p event one that has not happened. Mirrors `asyncio.Event()`. */
void event_init(struct event *event);

/** @brief A coroutine that waits until @p event is set; at once if it is. Mirrors `event.wait()`. */
struct coro *event_wait(struct event *event);

/** @brief Wakes all who wait now, in order; who comes later does not wait. Mirrors `event.set()`. */
void event_set(struct event *event);

/** @brief Who comes from now on waits. Who was woken stays so. Mirrors `event.clear()`. */
void event_clear(struct event *event);

/** @brief True from event_set() to event_clear(). Mirrors `event.is_set()`. */
bool event_is_set(const struct event *event);

#endif
