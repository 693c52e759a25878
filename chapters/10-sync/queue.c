/*
 * Chapter 10: queues.
 *
 * An item stays in the queue until its getter runs: to be woken is to be told to look, not to be
 * served. Who looks too late goes back to the end of the line; who is cancelled passes the word on.
 */
#include "queue.h"
#include "todo.h"

#include <errno.h>

#include "queue_items.h"

/* ---- Waking ---------------------------------------------------------------------------------- */

/* Tells the first who still waits to look. He is out of the line then. */
static void wake_next(struct waiters *waiters)
{
    struct waiter *next = waiters_next(waiters);

    if (next == NULL)
        return;
    waiters_leave(waiters, next);
    waiter_wake(next);
}

/* ---- At once --------------------------------------------------------------------------------- */

/* Puts VALUE in; there is room. */
static void queue_takes(struct queue *queue, union value value)
{
    /*
     * Exercise 10.7: put it in: queue_items_put(). One more is unfinished, so the queue is not
     * finished, which is an event. One getter is told to look.
     */
    TODO("10.7", queue, &value, wake_next);
}

int queue_put_value_nowait(struct queue *queue, union value value)
{
    int error = queue_full(queue) ? EAGAIN : queue_items_reserve(queue);

    if (error == 0)
        queue_takes(queue, value);
    return error;
}

int queue_get_nowait(struct queue *queue, union value *value)
{
    if (queue_empty(queue))
        return EAGAIN;
    *value = queue_items_get(queue);
    wake_next(&queue->putters);
    return 0;
}

int queue_task_done(struct queue *queue)
{
    if (queue->unfinished == 0)
        return EPERM;
    if (--queue->unfinished == 0)
        event_set(&queue->finished);
    return 0;
}

/* ---- In line --------------------------------------------------------------------------------- */

/* The wait of WAITER in LINE was ended by an error. POSSIBLE: what he waited for is there. */
static void queue_wait_fails(struct waiters *line, struct waiter *waiter, bool possible)
{
    /*
     * Exercise 10.8: leave the line. If he had been woken already (waiter_woken()), and what he was
     * woken for is still possible, the next in line is told in his place.
     */
    TODO("10.8", line, waiter, possible, wake_next);
}

/* One call of queue_put(). */
struct putting {
    struct coro coro;
    struct queue *queue;
    union value value;
    struct waiter waiter;
    int error;
};

static void putting(struct coro *self)
{
    struct putting *my = (struct putting *)self;

    async (self) {
        while (queue_full(my->queue)) {
            waiters_join(&my->queue->putters, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            if (my->error != 0) {
                queue_wait_fails(&my->queue->putters, &my->waiter, !queue_full(my->queue));
                async_raise(my->error);
            }
        }
        my->error = queue_put_value_nowait(my->queue, my->value);
        if (my->error != 0)
            async_raise(my->error);
    }
}

/* One call of queue_get(). */
struct getting {
    struct coro coro;
    struct queue *queue;
    union value value;
    struct waiter waiter;
    int error;
};

static void getting(struct coro *self)
{
    struct getting *my = (struct getting *)self;

    async (self) {
        /*
         * Exercise 10.9: as putting() above, the other way round: while the queue is empty, wait
         * among the getters; then return what queue_get_nowait() takes out.
         */
        TODO("10.9", my);
    }
}

struct coro *queue_put_value(struct queue *queue, union value value)
{
    return coro(putting, .queue = queue, .value = value);
}

struct coro *queue_get(struct queue *queue)
{
    return coro(getting, .queue = queue);
}

struct coro *queue_join(struct queue *queue)
{
    return event_wait(&queue->finished);
}

/* ---- Looking --------------------------------------------------------------------------------- */

size_t queue_qsize(const struct queue *queue)
{
    return queue->count;
}

bool queue_empty(const struct queue *queue)
{
    return queue->count == 0;
}

bool queue_full(const struct queue *queue)
{
    return queue->maxsize > 0 && queue->count >= queue->maxsize;
}
