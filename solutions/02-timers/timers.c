/*
 * Chapter 2: the timer heap.
 *
 * Four children a node instead of two: the tree is half as high, and the four stand side by side in
 * memory. Each timer knows its slot, which costs one store a move and makes cancelling O(log n);
 * without it, finding a timer to cancel would mean looking at all of them.
 */
#include "timers.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <math.h>
#include <stdlib.h>

void timer_init(struct timer *timer, int (*callback)(void *arg), void *arg)
{
    *timer = (struct timer){.handle = {.callback = callback, .arg = arg}};
}

double timer_when(const struct timer *timer)
{
    return timer->when;
}

bool timer_is_scheduled(const struct timer *timer)
{
    return timer->heap != NULL || handle_is_queued(&timer->handle);
}

void timer_cancel(struct timer *timer)
{
    if (timer->heap != NULL)
        timer_heap_remove(timer->heap, timer);
    handle_cancel(&timer->handle);
}

void timer_heap_init(struct timer_heap *heap)
{
    *heap = (struct timer_heap){0};
}

void timer_heap_destroy(struct timer_heap *heap)
{
    for (size_t i = 0; i < heap->count; i++)
        heap->slots[i].timer->heap = NULL;
    free(heap->slots);
    timer_heap_init(heap);
}

int timer_heap_reserve(struct timer_heap *heap, size_t count)
{
    struct timer_slot *slots;

    if (count <= heap->capacity)
        return 0;
    if (count > SIZE_MAX / sizeof *slots)
        return ENOMEM;
    slots = realloc(heap->slots, count * sizeof *slots);
    if (slots == NULL)
        return ENOMEM;
    heap->slots = slots;
    heap->capacity = count;
    return 0;
}

double timer_heap_timeout(const struct timer_heap *heap, double now)
{
    if (heap->count == 0)
        return -1;
    return heap->slots[0].when > now ? heap->slots[0].when - now : 0;
}

/* True if A is due before B. Only a tie has to look at the timers themselves. */
static bool slot_before(const struct timer_slot *a, const struct timer_slot *b)
{
    /* Exercise 2.2: the earlier deadline first; of equal deadlines, the timer added first. */
#ifdef SOLUTION
    if (a->when != b->when)
        return a->when < b->when;
    return a->timer->order < b->timer->order;
#else
    TODO("2.2", a, b);
#endif
}

/* Puts WHAT in slot INDEX. The one place where a timer learns its slot. */
static void heap_place(struct timer_heap *heap, size_t index, struct timer_slot what)
{
    heap->slots[index] = what;
    what.timer->slot = index;
}

/*
 * Finds the place for WHAT on the way from the hole at INDEX up to the root: a parent that is due
 * after it moves down into the hole. Costs one step a level.
 */
static void heap_sift_up(struct timer_heap *heap, size_t index, struct timer_slot what)
{
    /* Exercise 2.3: move the hole up while the parent is due after WHAT; heap_place() it there. */
#ifdef SOLUTION
    while (index > 0) {
        size_t parent = (index - 1) / TIMER_HEAP_ARITY;

        if (!slot_before(&what, &heap->slots[parent]))
            break;
        heap_place(heap, index, heap->slots[parent]);
        index = parent;
    }
    heap_place(heap, index, what);
#else
    TODO("2.3", heap, index, &what, heap_place, slot_before);
#endif
}

/*
 * Finds the place for WHAT on the way from the hole at INDEX down to the leaves: while a child is
 * due before it, the child that is due first moves up into the hole. Costs four comparisons a level.
 */
static void heap_sift_down(struct timer_heap *heap, size_t index, struct timer_slot what)
{
    /* Exercise 2.4: move the hole down while a child is due before WHAT; heap_place() it there. */
#ifdef SOLUTION
    for (;;) {
        size_t first = index * TIMER_HEAP_ARITY + 1;
        size_t end =
            first + TIMER_HEAP_ARITY < heap->count ? first + TIMER_HEAP_ARITY : heap->count;
        size_t best = first;

        for (size_t child = first + 1; child < end; child++)
            if (slot_before(&heap->slots[child], &heap->slots[best]))
                best = child;
        if (first >= end || !slot_before(&heap->slots[best], &what))
            break;
        heap_place(heap, index, heap->slots[best]);
        index = best;
    }
    heap_place(heap, index, what);
#else
    TODO("2.4", heap, index, &what, heap_place, slot_before);
#endif
}

int timer_heap_add(struct timer_heap *heap, struct timer *timer, double when)
{
    if (isnan(when))
        return EINVAL;
    if (timer_is_scheduled(timer))
        return EALREADY;
    if (heap->count == heap->capacity) {
        int error = timer_heap_reserve(heap, heap->capacity > 0 ? 2 * heap->capacity : 64);

        if (error != 0)
            return error;
    }
    timer->heap = heap;
    timer->when = when;
    timer->order = heap->added++;
    timer->handle.cancelled = false;
    heap_sift_up(heap, heap->count++, (struct timer_slot){.when = when, .timer = timer});
    return 0;
}

void timer_heap_remove(struct timer_heap *heap, struct timer *timer)
{
    /*
     * Exercise 2.5: take TIMER out of its slot (its `heap` becomes NULL). The last slot of the array
     * fills the hole; it may have to go up from there, or down.
     */
#ifdef SOLUTION
    size_t hole = timer->slot;
    struct timer_slot last = heap->slots[--heap->count];

    timer->heap = NULL;
    if (last.timer == timer)
        return;
    /* It seldom has to go up: a question that the processor learns to guess. */
    if (hole > 0 && slot_before(&last, &heap->slots[(hole - 1) / TIMER_HEAP_ARITY]))
        heap_sift_up(heap, hole, last);
    else
        heap_sift_down(heap, hole, last);
#else
    TODO("2.5", heap, timer, heap_sift_up, heap_sift_down);
#endif
}

static void observe_due(struct observer *observer, const struct timer *timer)
{
    if (observer != NULL && observer->timer_due != NULL)
        observer->timer_due(observer, timer);
}

void timer_heap_expire(struct timer_heap *heap, double now, struct ready_queue *queue)
{
    /*
     * Exercise 2.6: while the first timer is due, take it out of the heap and push its handle; but
     * drop it if the handle was cancelled. Tell the observer, with observe_due(), before you push.
     */
#ifdef SOLUTION
    while (heap->count > 0 && heap->slots[0].when <= now) {
        struct timer *timer = heap->slots[0].timer;

        timer_heap_remove(heap, timer);
        if (handle_cancelled(&timer->handle))
            continue;
        observe_due(queue->observer, timer);
        ready_push(queue, &timer->handle);
    }
#else
    TODO("2.6", heap, now, queue, observe_due);
#endif
}
