/*
 * No library: generators, coroutines and tasks as state machines by hand, each written for its row and
 * for nothing else. This is the yardstick.
 *
 * What it leaves out is all that a library must have: errors, cancellation, cleanups, callbacks that
 * can be taken back, tracebacks, a rule for equal deadlines. What it keeps: whatever runs something
 * else without knowing what it is calls it through a pointer, and tasks that are made at run time are
 * allocated at run time.
 */
#include "task_rows.h"

#include <stdlib.h>
#include <time.h>

/* ---- Generators ----------------------------------------------------------------------------- */

struct numbers {
    bool (*next)(struct numbers *self);
    bool started;
    long i, count, value;
};

/* Two states are enough: before the loop, and in the middle of it. */
static bool numbers_next(struct numbers *self)
{
    if (self->started)
        self->i++;
    self->started = true;
    self->value = self->i;
    return self->i < self->count;
}

/* Read from here, so that the compiler cannot know which function it is. */
static bool (*volatile next_of_numbers)(struct numbers *self) = numbers_next;

long bench_generator(long count)
{
    struct numbers numbers = {.next = next_of_numbers, .count = count};
    long sum = 0;

    while (numbers.next(&numbers))
        sum += numbers.value;
    return sum;
}

/* ---- Coroutines by hand --------------------------------------------------------------------- */

/* The frames of a chain know who awaits them, so the innermost can be resumed at once. */
struct frame {
    bool (*resume)(struct frame *self, long *value); /* false: it has ended */
    struct frame *caller;
    long sum;
};

/* Adds what comes in and gives the sum; -1 ends it. */
static bool adder_resume(struct frame *self, long *value)
{
    bool goes_on = *value >= 0;

    if (goes_on)
        self->sum += *value;
    *value = self->sum;
    return goes_on;
}

/* A frame in between has nothing to do but to end when what it awaits has ended. */
static bool outer_resume(struct frame *self, long *value)
{
    self->sum = *value;
    return false;
}

static bool chain_resume(struct frame **innermost, long *value)
{
    while (*innermost != NULL) {
        struct frame *caller = (*innermost)->caller;

        if ((*innermost)->resume(*innermost, value))
            return true;
        free(*innermost);
        *innermost = caller;
    }
    return false;
}

static struct frame *chain_make(int depth)
{
    struct frame *innermost = NULL;

    for (int level = 1; level <= depth; level++) {
        struct frame *frame = malloc(sizeof *frame);

        require(frame != NULL, "out of memory");
        *frame = (struct frame){.resume = level < depth ? outer_resume : adder_resume,
                                .caller = innermost};
        innermost = frame;
    }
    return innermost;
}

long bench_resume(int depth, long count)
{
    struct frame *innermost = chain_make(depth);
    long expected = 0, value;

    for (long i = 0; i < count; i++) {
        value = i;
        expected += i;
        require(chain_resume(&innermost, &value) && value == expected, "a wrong sum");
    }
    value = -1;
    require(!chain_resume(&innermost, &value), "the coroutine did not end");
    return value;
}

/* ---- Awaited calls -------------------------------------------------------------------------- */

/* The caller has room for what it awaits in its own frame: nothing is allocated. */
struct same {
    bool (*resume)(struct same *self); /* true: it has ended */
    long x, result;
};

static bool same_resume(struct same *self)
{
    self->result = self->x;
    return true;
}

static bool (*volatile resume_of_same)(struct same *self) = same_resume;

long bench_call(long count)
{
    long sum = 0;

    for (long i = 0; i < count; i++) {
        struct same same = {.resume = resume_of_same, .x = i};

        require(same.resume(&same), "the coroutine did not end");
        sum += same.result;
    }
    return sum;
}

/* ---- A loop: a ring of the tasks that are due ------------------------------------------------ */

struct task {
    void (*step)(struct task *self);
    struct task *awaited_by; /* queued when this one ends */
    long number, result;
    size_t slot; /* in the heap of those that sleep */
};

/* The array has 2^n places, and doubles when that many tasks are due. */
static struct {
    struct task **tasks;
    size_t capacity, head, tail;
} ring;

static void ring_grow(void)
{
    size_t capacity = ring.capacity > 0 ? 2 * ring.capacity : 64;
    struct task **tasks = malloc(capacity * sizeof(struct task *));

    require(tasks != NULL, "out of memory");
    for (size_t i = ring.head; i != ring.tail; i++)
        tasks[i & (capacity - 1)] = ring.tasks[i & (ring.capacity - 1)];
    free(ring.tasks);
    ring.tasks = tasks;
    ring.capacity = capacity;
}

static inline void queue(struct task *task)
{
    if (ring.tail - ring.head == ring.capacity)
        ring_grow();
    ring.tasks[ring.tail++ & (ring.capacity - 1)] = task;
}

static inline void run_batch(void)
{
    for (size_t end = ring.tail; ring.head != end;) {
        struct task *task = ring.tasks[ring.head++ & (ring.capacity - 1)];

        task->step(task);
    }
}

static struct task *task_make(void (*step)(struct task *self), long number, struct task *awaited_by)
{
    struct task *task = malloc(sizeof *task);

    require(task != NULL, "out of memory");
    *task = (struct task){.step = step, .number = number, .awaited_by = awaited_by};
    queue(task);
    return task;
}

/* ---- Turns ---------------------------------------------------------------------------------- */

static void turner_step(struct task *self)
{
    if (self->result == 0)
        return;
    self->result--;
    turn_taken(self->number);
    queue(self);
}

void bench_switch(long tasks, long count)
{
    struct task **made = malloc((size_t)tasks * sizeof(struct task *));

    require(made != NULL, "out of memory");
    for (long i = 0; i < tasks; i++) {
        made[i] = task_make(turner_step, i, NULL);
        made[i]->result = count / tasks;
    }
    while (ring.head != ring.tail)
        run_batch();
    for (long i = 0; i < tasks; i++)
        free(made[i]);
    free(made);
}

/* ---- Spawning ------------------------------------------------------------------------------- */

static void same_step(struct task *self)
{
    self->result = self->number;
    queue(self->awaited_by);
}

/* Makes tasks one after the other, and waits for each. */
struct spawns {
    struct task task;
    struct task *child; /* NULL before the first */
    long i, count, sum;
};

static void spawns_step(struct task *task)
{
    struct spawns *self = (struct spawns *)task;

    if (self->child != NULL) {
        self->sum += self->child->result;
        free(self->child);
    }
    if (self->i < self->count)
        self->child = task_make(same_step, self->i++, task);
}

long bench_spawn(long count)
{
    struct spawns spawns = {.task.step = spawns_step, .count = count};

    queue(&spawns.task);
    while (ring.head != ring.tail)
        run_batch();
    return spawns.sum;
}

/* ---- Sleeping: a flat heap, four children a node ---------------------------------------------- */

#define HEAP_ITEM struct task
#include "raw_heap.h"

static void wake(struct task *task)
{
    heap_remove(task);
    queue(task);
}

/* Queues the tasks that have slept enough; with none, and nothing else to do, waits for the next. */
static void wake_sleepers(void)
{
    double now = monotonic(), wait;

    if (ring.head == ring.tail && heap[ROOT].when > now) {
        wait = heap[ROOT].when - now;
        nanosleep(&(struct timespec){(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)},
                  NULL);
        now = monotonic();
    }
    while (end > ROOT && heap[ROOT].when <= now)
        wake(heap[ROOT].item);
}

static void run(void)
{
    while (ring.head != ring.tail || end > ROOT) {
        if (end > ROOT)
            wake_sleepers();
        run_batch();
    }
}

/* ---- Many tasks at once --------------------------------------------------------------------- */

static struct task **made;
static enum wait waits_for;

void many_prepare(long count)
{
    made = malloc((size_t)count * sizeof(struct task *));
    require(made != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        made[i] = NULL;
}

static void waiter_after(struct task *self)
{
    many_ends();
    self->result = self->number;
}

static void waiter_step(struct task *self)
{
    many_begins();
    self->step = waiter_after;
    if (waits_for == WAIT_TURN)
        queue(self);
    else
        heap_add(self, monotonic() + delays[self->number]);
}

long bench_many(enum wait wait)
{
    long sum = 0;

    waits_for = wait;
    for (long i = 0; i < many.count; i++)
        made[i] = task_make(waiter_step, i, NULL);
    if (wait == WAIT_FOREVER) {
        run_batch(); /* all of them go to sleep */
        for (long i = 0; i < many.count; i++)
            wake(made[i]);
    }
    run();
    for (long i = 0; i < many.count; i++) {
        sum += made[i]->result;
        free(made[i]);
    }
    return sum;
}

/* ---- Gather --------------------------------------------------------------------------------- */

/* The children of a round are its own: one array, and a count of those that are left. */
struct gather {
    struct task task;
    struct task children[GATHER_SIZE];
    long results[GATHER_SIZE];
    long left, rounds, sum;
};

static void gathered_step(struct task *self)
{
    struct gather *gather = (struct gather *)self->awaited_by;

    gather->results[self - gather->children] = self->number;
    if (--gather->left == 0)
        queue(&gather->task);
}

static void gather_step(struct task *task)
{
    struct gather *self = (struct gather *)task;

    for (long i = 0; i < GATHER_SIZE; i++)
        self->sum += self->results[i];
    if (self->rounds-- == 0)
        return;
    self->left = GATHER_SIZE;
    for (long i = 0; i < GATHER_SIZE; i++) {
        self->children[i] = (struct task){.step = gathered_step, .number = i, .awaited_by = task};
        queue(&self->children[i]);
    }
}

long bench_gather(long rounds)
{
    static struct gather gather;

    gather.task.step = gather_step;
    gather.rounds = rounds;
    queue(&gather.task);
    run();
    return gather.sum;
}
