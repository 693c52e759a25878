/*
 * Chapter 1: the ready queue.
 *
 * A doubly linked ring through the handles themselves. Two links a handle buy what a learner of
 * event loops needs most: a call can be taken back from anywhere in O(1), and the memory of the
 * handle is its owner's again at once.
 */
#include "callbacks.h"
#include "todo.h"

/* Makes ENDS the closing handle of an empty ring: it is its own neighbour on both sides. */
static void ring_init(struct handle *ends)
{
    ends->next = ends;
    ends->prev = ends;
}

void handle_init(struct handle *handle, int (*callback)(void *arg), void *arg)
{
    *handle = (struct handle){.callback = callback, .arg = arg};
}

bool handle_cancelled(const struct handle *handle)
{
    return handle->cancelled;
}

void ready_init(struct ready_queue *queue)
{
    *queue = (struct ready_queue){0};
    ring_init(&queue->ready);
    ring_init(&queue->batch);
}

void ready_push(struct ready_queue *queue, struct handle *handle)
{
    /*
     * Exercise 1.1: link HANDLE in at the tail, between the last handle and the one that closes
     * the ring. Whatever was cancelled before is a live call again.
     */
    TODO("1.1", queue, handle);
}

/*
 * Makes one call. Function and argument are read out first: a callback may free the memory that its
 * own handle lives in, so nothing here looks at the handle once the call has begun.
 */
static void handle_run(struct ready_queue *queue, struct handle *handle)
{
    int (*callback)(void *arg) = handle->callback;
    void *arg = handle->arg;
    struct observer *observer = queue->observer;
    int error;

    if (observer != NULL && observer->callback_begin != NULL)
        observer->callback_begin(observer, callback, arg);
    error = callback(arg);
    if (observer != NULL && observer->callback_end != NULL)
        observer->callback_end(observer, error);
    if (error != 0 && queue->on_error != NULL)
        queue->on_error(queue, error, &(struct handle){.callback = callback, .arg = arg});
}

size_t ready_run(struct ready_queue *queue)
{
    /*
     * Exercise 1.2: run one batch. Move what is queued now from the ring `ready` to the ring
     * `batch`; then, until `batch` is empty, take out its first handle (its links become NULL) and
     * call handle_run(queue, handle). Return how many were called.
     */
    TODO("1.2", queue, handle_run);
}

void handle_cancel(struct handle *handle)
{
    /*
     * Exercise 1.3: mark HANDLE as cancelled and, if it stands in a ring, take it out: join its two
     * neighbours and set its own links to NULL.
     */
    TODO("1.3", handle);
}

/* Empties one ring and leaves every handle that stood in it unqueued. */
static void ring_clear(struct handle *ends)
{
    while (ends->next != ends) {
        struct handle *first = ends->next;

        ends->next = first->next;
        first->next = first->prev = NULL;
    }
    ends->prev = ends;
}

void ready_clear(struct ready_queue *queue)
{
    ring_clear(&queue->ready);
    ring_clear(&queue->batch);
}
