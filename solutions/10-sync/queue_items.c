/*
 * Chapter 10: what a queue holds.
 */
#include "queue_items.h"

#include <errno.h>
#include <stdlib.h>

#define FIRST_CAPACITY 16

/* ---- Beginning and end ----------------------------------------------------------------------- */

/* Makes QUEUE one of KIND. */
static int queue_items_init(struct queue *queue, size_t maxsize, enum queue_kind kind,
                            bool (*before)(union value a, union value b))
{
    *queue = (struct queue){.maxsize = maxsize, .before = before, .kind = (unsigned char)kind};
    event_set(&queue->finished);
    queue->capacity = maxsize > 0 ? maxsize : FIRST_CAPACITY;
    queue->items = calloc(queue->capacity, sizeof *queue->items);
    return queue->items != NULL ? 0 : ENOMEM;
}

int queue_init(struct queue *queue, size_t maxsize)
{
    return queue_items_init(queue, maxsize, QUEUE_FIFO, NULL);
}

int lifo_queue_init(struct queue *queue, size_t maxsize)
{
    return queue_items_init(queue, maxsize, QUEUE_LIFO, NULL);
}

int priority_queue_init(struct queue *queue, size_t maxsize,
                        bool (*before)(union value a, union value b))
{
    return queue_items_init(queue, maxsize, QUEUE_PRIORITY, before);
}

void queue_destroy(struct queue *queue)
{
    free(queue->items);
    queue->items = NULL;
    queue->capacity = queue->count = 0;
}

/* ---- A ring ---------------------------------------------------------------------------------- */

/* Where the item stands that is the one behind I others. */
static union value *ring_at(const struct queue *queue, size_t i)
{
    return &queue->items[(queue->head + i) % queue->capacity];
}

int queue_items_reserve(struct queue *queue)
{
    union value *items;

    if (queue->count < queue->capacity)
        return 0;
    items = calloc(queue->capacity * 2, sizeof *items);
    if (items == NULL)
        return ENOMEM;
    for (size_t i = 0; i < queue->count; i++)
        items[i] = *ring_at(queue, i);
    free(queue->items);
    queue->items = items;
    queue->capacity *= 2;
    queue->head = 0;
    return 0;
}

/* ---- A heap, which begins at the array's beginning ------------------------------------------- */

static void heap_put(struct queue *queue, union value value)
{
    size_t i = queue->count++;

    while (i > 0 && queue->before(value, queue->items[(i - 1) / 2])) {
        queue->items[i] = queue->items[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    queue->items[i] = value;
}

static union value heap_get(struct queue *queue)
{
    union value least = queue->items[0], last = queue->items[--queue->count];
    size_t i = 0, child;

    while ((child = 2 * i + 1) < queue->count) {
        if (child + 1 < queue->count && queue->before(queue->items[child + 1], queue->items[child]))
            child++;
        if (!queue->before(queue->items[child], last))
            break;
        queue->items[i] = queue->items[child];
        i = child;
    }
    queue->items[i] = last;
    return least;
}

/* ---- By kind --------------------------------------------------------------------------------- */

void queue_items_put(struct queue *queue, union value value)
{
    if (queue->kind == QUEUE_PRIORITY)
        heap_put(queue, value);
    else
        *ring_at(queue, queue->count++) = value;
}

union value queue_items_get(struct queue *queue)
{
    union value value;

    if (queue->kind == QUEUE_PRIORITY)
        return heap_get(queue);
    if (queue->kind == QUEUE_LIFO)
        return *ring_at(queue, --queue->count);
    value = *ring_at(queue, 0);
    queue->head = (queue->head + 1) % queue->capacity;
    queue->count--;
    return value;
}
