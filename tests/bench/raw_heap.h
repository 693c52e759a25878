/*
 * The timers of raw.c and of tasks_raw.c: a flat heap by hand, four children a node. Whoever includes
 * this says first what it holds, `#define HEAP_ITEM struct timer`: a struct with a `size_t slot`.
 */
#ifndef RAW_HEAP_H
#define RAW_HEAP_H

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"

struct slot {
    double when;
    HEAP_ITEM *item;
};

/* The root stands in slot 3, so that the children of slot i, 4(i - 2) to 4(i - 2) + 3, are a line. */
#define ROOT 3
#define LINE 64

static struct slot *heap;
static size_t end = ROOT, capacity;

static inline void place(size_t index, struct slot slot)
{
    heap[index] = slot;
    slot.item->slot = index;
}

static void sift_up(size_t index, struct slot slot)
{
    while (index > ROOT) {
        size_t parent = index / 4 + 2;

        if (heap[parent].when <= slot.when)
            break;
        place(index, heap[parent]);
        index = parent;
    }
    place(index, slot);
}

/* Of four children, by sums instead of branches: nobody can predict which one it is. */
static inline size_t earliest_child(size_t first)
{
    size_t left = first + (heap[first + 1].when < heap[first].when);
    size_t right = first + 2 + (heap[first + 3].when < heap[first + 2].when);

    return left + (right - left) * (heap[right].when < heap[left].when);
}

static void sift_down(size_t index, struct slot slot)
{
    for (;;) {
        size_t first = 4 * (index - 2), best = first;

        if (first + 4 <= end)
            best = earliest_child(first);
        else if (first >= end)
            break;
        else
            for (size_t child = first + 1; child < end; child++)
                if (heap[child].when < heap[best].when)
                    best = child;
        if (slot.when <= heap[best].when)
            break;
        place(index, heap[best]);
        index = best;
    }
    place(index, slot);
}

static void heap_grow(void)
{
    size_t larger = capacity > 0 ? 2 * capacity : 64;
    void *bigger;

    require(posix_memalign(&bigger, LINE, larger * sizeof *heap) == 0, "out of memory");
    if (heap != NULL)
        memcpy(bigger, heap, capacity * sizeof *heap);
    free(heap);
    heap = bigger;
    capacity = larger;
}

/* The item comes at WHEN. */
static void heap_add(HEAP_ITEM *item, double when)
{
    if (end >= capacity)
        heap_grow();
    sift_up(end++, (struct slot){when, item});
}

static void heap_remove(HEAP_ITEM *item)
{
    size_t hole = item->slot;
    struct slot last = heap[--end];

    if (hole == end)
        return;
    if (hole > ROOT && last.when < heap[hole / 4 + 2].when)
        sift_up(hole, last);
    else
        sift_down(hole, last);
}

static double monotonic(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

#endif
