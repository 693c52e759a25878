/*
 * No library: the same work by hand, written for nothing else. This is the yardstick.
 *
 * It is a loop, as ours is: poll if a descriptor is watched, queue the timers that are due, run one
 * batch. What it leaves out is all that a library must have: errors, hooks, a rule for equal
 * deadlines, callbacks that can be taken back, and boundaries between files that the compiler
 * cannot see across.
 */
#include "callback_rows.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- Callbacks: a ring in one array --------------------------------------------------------- */

struct call {
    void (*callback)(void *arg);
    void *arg;
};

/* The array has 2^n places, and doubles when that many calls wait. */
static struct {
    struct call *calls;
    size_t capacity, head, tail;
} ring;

static void ring_grow(void)
{
    size_t capacity = ring.capacity > 0 ? 2 * ring.capacity : 64;
    struct call *calls = malloc(capacity * sizeof *calls);

    require(calls != NULL, "out of memory");
    for (size_t i = ring.head; i != ring.tail; i++)
        calls[i & (capacity - 1)] = ring.calls[i & (ring.capacity - 1)];
    free(ring.calls);
    ring.calls = calls;
    ring.capacity = capacity;
}

static inline void call_soon(void (*callback)(void *arg), void *arg)
{
    if (ring.tail - ring.head == ring.capacity)
        ring_grow();
    ring.calls[ring.tail++ & (ring.capacity - 1)] = (struct call){callback, arg};
}

static inline void run_batch(void)
{
    for (size_t end = ring.tail; ring.head != end;) {
        struct call call = ring.calls[ring.head++ & (ring.capacity - 1)];

        call.callback(call.arg);
    }
}

/* ---- Timers: a flat heap, four children a node ---------------------------------------------- */

/* A timer knows its slot, as it must to be cancelled. Its deadline stands only in the heap. */
struct timer {
    void (*callback)(void *arg);
    void *arg;
    size_t slot;
};

struct slot {
    double when;
    struct timer *timer;
};

/* The root stands in slot 3, so that the children of slot i, 4(i - 2) to 4(i - 2) + 3, are a line. */
#define ROOT 3
#define LINE 64

static struct slot *heap;
static size_t end = ROOT, capacity;

static inline void place(size_t index, struct slot slot)
{
    heap[index] = slot;
    slot.timer->slot = index;
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

static void timer_add(struct timer *timer, double when)
{
    if (end >= capacity)
        heap_grow();
    sift_up(end++, (struct slot){when, timer});
}

static void timer_remove(struct timer *timer)
{
    size_t hole = timer->slot;
    struct slot last = heap[--end];

    if (hole == end)
        return;
    if (hole > ROOT && last.when < heap[hole / 4 + 2].when)
        sift_up(hole, last);
    else
        sift_down(hole, last);
}

/* ---- The loop ------------------------------------------------------------------------------- */

static struct pollfd watched[1];
static nfds_t watched_count;
static bool stopping;

static double monotonic(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* They wait for the next batch like all others: a callback may add one that is due already. */
static void queue_due_timers(void)
{
    double now = monotonic();

    while (end > ROOT && heap[ROOT].when <= now) {
        struct timer *timer = heap[ROOT].timer;

        timer_remove(timer);
        call_soon(timer->callback, timer->arg);
    }
}

static double run(void)
{
    double start = cpu_seconds();

    do {
        if (watched_count > 0)
            require(poll(watched, watched_count, 0) == 0, "the idle descriptor became ready");
        if (end > ROOT)
            queue_due_timers();
        run_batch();
    } while (!stopping);
    return cpu_seconds() - start;
}

/* ---- The rows ------------------------------------------------------------------------------- */

static void batch_callback(void *arg)
{
    if (item_called(arg))
        call_soon(batch_callback, arg);
    else
        stopping = true;
}

double bench_batch(void)
{
    static struct item items[BATCH_SIZE];

    for (int i = 0; i < BATCH_SIZE; i++)
        call_soon(batch_callback, &items[i]);
    return run();
}

static void chain_callback(void *arg)
{
    if (chain_called())
        call_soon(chain_callback, arg);
    else
        stopping = true;
}

double bench_chain(void)
{
    call_soon(chain_callback, NULL);
    return run();
}

double bench_chain_poll(int idle)
{
    watched[watched_count++] = (struct pollfd){.fd = idle, .events = POLLIN};
    return bench_chain();
}

static struct timer *timers;

static void timer_callback(void *arg)
{
    timer_called(*(double *)arg);
}

void timers_prepare(long count)
{
    timers = malloc((size_t)count * sizeof *timers);
    require(timers != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        timers[i] = (struct timer){.callback = timer_callback, .arg = &deadlines[i]};
}

void timers_insert(long count)
{
    double now = monotonic();

    for (long i = 0; i < count; i++)
        timer_add(&timers[i], now + deadlines[i]);
}

void timers_fire(void)
{
    stopping = true; /* one iteration */
    run();
}

void timers_cancel(long count)
{
    for (long i = 0; i < count; i++)
        timer_remove(&timers[cancel_order[i]]);
}

bool timers_empty(void)
{
    return end == ROOT;
}
