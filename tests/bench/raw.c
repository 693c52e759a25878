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

#define HEAP_ITEM struct timer
#include "raw_heap.h"

/* ---- The loop ------------------------------------------------------------------------------- */

static struct pollfd watched[1];
static nfds_t watched_count;
static bool stopping;

/* They wait for the next batch like all others: a callback may add one that is due already. */
static void queue_due_timers(void)
{
    double now = monotonic();

    while (end > ROOT && heap[ROOT].when <= now) {
        struct timer *timer = heap[ROOT].item;

        heap_remove(timer);
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
        heap_add(&timers[i], now + deadlines[i]);
}

void timers_fire(void)
{
    stopping = true; /* one iteration */
    run();
}

void timers_cancel(long count)
{
    for (long i = 0; i < count; i++)
        heap_remove(&timers[cancel_order[i]]);
}

bool timers_empty(void)
{
    return end == ROOT;
}
