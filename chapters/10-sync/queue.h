/**
 * @file queue.h
 * @brief Chapter 10: values that one coroutine puts in and another takes out. Full means wait.
 *
 *     await(queue_put(&jobs, my->line));               await(my->line, queue_get(&jobs));
 *
 * A bound is what makes a fast producer wait for a slow consumer: back-pressure.
 *
 * Mirrors `asyncio.Queue`, `LifoQueue` and `PriorityQueue` (asyncio/queues.py).
 */
#ifndef QUEUE_H
#define QUEUE_H

#include "event.h"

/** @brief What queue_get() takes. */
enum queue_kind {
    QUEUE_FIFO,     /**< What was put in first. */
    QUEUE_LIFO,     /**< What was put in last. */
    QUEUE_PRIORITY, /**< What `before` puts before all others. */
};

/** @brief A queue. It must not move, and must outlive all who wait for it. */
struct queue {
    union value *items;                           /**< A ring, or a heap. Allocated. */
    size_t capacity;                              /**< How many have room there. */
    size_t head;                                  /**< Where the first one stands. */
    size_t count;                                 /**< How many there are. */
    size_t maxsize;                               /**< How many there may be; 0: any number. */
    size_t unfinished;                            /**< Put in, less queue_task_done(). */
    struct waiters getters;                       /**< Who waits for an item. */
    struct waiters putters;                       /**< Who waits for room. */
    struct event finished;                        /**< Set while `unfinished` is 0. */
    bool (*before)(union value a, union value b); /**< The order of a priority queue. */
    unsigned char kind;                           /**< One of #queue_kind. */
};

/**
 * @brief Makes @p queue an empty queue for up to @p maxsize values; 0: for any number.
 *
 * A bounded queue has all its memory from the start, and queue_put() never fails on it. Another one
 * doubles it when it is full, and keeps what it has once needed until queue_destroy().
 *
 * Mirrors `asyncio.Queue(maxsize)`.
 *
 * @return 0, or ENOMEM.
 */
int queue_init(struct queue *queue, size_t maxsize);

/** @brief As queue_init(), of a stack. Mirrors `asyncio.LifoQueue(maxsize)`. */
int lifo_queue_init(struct queue *queue, size_t maxsize);

/**
 * @brief As queue_init(), of a queue that gives the least first: that which @p before puts before all
 * others. Equal ones come in any order.
 *
 * Mirrors `asyncio.PriorityQueue(maxsize)`.
 */
int priority_queue_init(struct queue *queue, size_t maxsize,
                        bool (*before)(union value a, union value b));

/** @brief Gives the memory of @p queue back. What its values point to is left alone. */
void queue_destroy(struct queue *queue);

/** @brief A coroutine that puts @p x in, when there is room. Mirrors `queue.put()`. ENOMEM. */
#define queue_put(queue, x) queue_put_value(queue, value_of(x))

/** @brief What queue_put() calls. */
struct coro *queue_put_value(struct queue *queue, union value value);

/** @brief Puts @p x in. Mirrors `queue.put_nowait()`. @return 0; EAGAIN if it is full; ENOMEM. */
#define queue_put_nowait(queue, x) queue_put_value_nowait(queue, value_of(x))

/** @brief What queue_put_nowait() calls. */
int queue_put_value_nowait(struct queue *queue, union value value);

/** @brief A coroutine that takes one out, when there is one. Mirrors `queue.get()`. */
struct coro *queue_get(struct queue *queue);

/** @brief Takes one out. Mirrors `queue.get_nowait()`. @return 0, or EAGAIN if it is empty. */
int queue_get_nowait(struct queue *queue, union value *value);

/** @brief What was taken out is done with. Mirrors `queue.task_done()`. @return 0, or EPERM: once too often. */
int queue_task_done(struct queue *queue);

/**
 * @brief A coroutine that waits until all that was ever put in is done with. Mirrors `queue.join()`.
 */
struct coro *queue_join(struct queue *queue);

/** @brief How many wait to be taken out. Mirrors `queue.qsize()`. */
size_t queue_qsize(const struct queue *queue);

/** @brief True if there is nothing in it. Mirrors `queue.empty()`. */
bool queue_empty(const struct queue *queue);

/** @brief True if there is no room. Mirrors `queue.full()`. */
bool queue_full(const struct queue *queue);

#endif
