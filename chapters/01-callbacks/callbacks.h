/**
 * @file callbacks.h
 * @brief Chapter 1: a handle is one promised call; the ready queue holds the calls that are due.
 *
 * An event loop is a list of functions to call and a rule for when to call them. This file has the
 * list. It allocates nothing: whoever declares a handle owns it, and the queue only borrows its two
 * links for as long as the call is waiting.
 *
 * Mirrors `asyncio.Handle` (asyncio/events.py) and `BaseEventLoop._ready` (asyncio/base_events.py).
 */
#ifndef CALLBACKS_H
#define CALLBACKS_H

#include <stdbool.h>
#include <stddef.h>

#include "observer.h"

/**
 * @brief The struct of type @p type whose member @p member stands at @p pointer.
 *
 * Intrusive lists need it: the queue knows a handle, the program wants the client around it.
 */
#define container_of(pointer, type, member) ((type *)((char *)(pointer)-offsetof(type, member)))

/**
 * @brief One call that somebody asked for: a function, its argument, and a place in the queue.
 *
 * Owned by whoever declares it, most often as a member of a larger struct. It must stay where it
 * is, and alive, while it is queued: from ready_push() until its call begins or handle_cancel()
 * returns. After that the memory is its owner's to reuse or to free, even inside its own call.
 *
 * Mirrors `asyncio.Handle`.
 */
struct handle {
    struct handle *next;        /**< Towards the tail of the ring; NULL while in no queue. */
    struct handle *prev;        /**< Towards the head of the ring; NULL while in no queue. */
    int (*callback)(void *arg); /**< What to call. Returns 0, or an errno value as an exception. */
    void *arg;                  /**< What to call it with. The queue never looks inside. */
    bool cancelled;             /**< Set by handle_cancel(), cleared by ready_push(). */
};

/**
 * @brief The calls that are due, first in, first out.
 *
 * Both rings are closed by a handle that is never called: its `next` is the first in line and its
 * `prev` the last, and an empty ring is one that points at itself. So no function has a special
 * case for the empty list. The struct must not be moved or copied after ready_init(), for the ring
 * points into it.
 *
 * Mirrors `BaseEventLoop._ready`.
 */
struct ready_queue {
    struct handle ready; /**< Closes the ring of the calls that wait for the next batch. */
    struct handle batch; /**< Closes the ring of the calls left in the batch that is running. */

    /**
     * Called when a callback returns an error. @p failed is a copy of its handle, which is gone
     * when the hook returns. NULL: errors are dropped. The loop of chapter 3 sets it.
     */
    void (*on_error)(struct ready_queue *queue, int error, const struct handle *failed);

    struct observer *observer; /**< Sees each call begin and end; NULL until chapter 15. */
};

/**
 * @brief Makes @p handle ready for use: it will call @p callback with @p arg, and is in no queue.
 *
 * A handle that is all zero but for callback and arg is as good. Never call it on a queued handle:
 * the ring would go on pointing at it.
 *
 * Mirrors `asyncio.Handle.__init__`.
 */
void handle_init(struct handle *handle, int (*callback)(void *arg), void *arg);

/**
 * @brief Takes the call back: it will not be made, not even later in the batch that is running.
 *
 * O(1), from wherever in the queue it stands. The memory of @p handle is its owner's again at
 * once. Cancelling twice, after the call, or from inside the call itself does no harm.
 *
 * Mirrors `asyncio.Handle.cancel()`.
 */
void handle_cancel(struct handle *handle);

/**
 * @brief True if handle_cancel() was the last thing that happened to @p handle.
 *
 * Mirrors `asyncio.Handle.cancelled()`.
 */
bool handle_cancelled(const struct handle *handle);

/**
 * @brief True while @p handle stands in a queue, waiting for its call.
 *
 * It stands here, and not in callbacks.c, so that asking costs no call: the loop asks each time.
 */
static inline bool handle_is_queued(const struct handle *handle)
{
    return handle->next != NULL;
}

/** @brief Makes @p queue an empty queue, with no hook and no observer. Cannot fail. */
void ready_init(struct ready_queue *queue);

/** @brief True if no call waits for the next batch. */
static inline bool ready_is_empty(const struct ready_queue *queue)
{
    return queue->ready.next == &queue->ready;
}

/**
 * @brief Links @p handle in at the tail of @p queue. It will be called once, in its turn.
 *
 * O(1), no allocation, cannot fail. A handle that was cancelled counts again. A handle that is
 * queued already must not be pushed (loop_call_soon() of chapter 3 refuses it).
 *
 * Mirrors `BaseEventLoop._ready.append()`.
 */
void ready_push(struct ready_queue *queue, struct handle *handle);

/**
 * @brief Runs one batch: every call that was queued when it began, in order, and no other.
 *
 * A call that is queued while the batch runs belongs to the next batch, so a callback that queues
 * itself again starves nobody. A call that is cancelled while the batch runs is not made. A handle
 * is in no queue any more when its callback begins: the callback may queue it again, or free it. An
 * error that a callback returns goes to `queue->on_error`, and the batch goes on.
 *
 * Not to be called from inside a callback (the loop of chapter 3 refuses it).
 *
 * Mirrors the last part of `BaseEventLoop._run_once()`.
 *
 * @return the number of calls made.
 */
size_t ready_run(struct ready_queue *queue);

/**
 * @brief Drops every call that waits; none is made. What the handles point to is left alone.
 *
 * Mirrors `BaseEventLoop._ready.clear()`, as in `loop.close()`.
 */
void ready_clear(struct ready_queue *queue);

#endif
