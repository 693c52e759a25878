/*
 * libuv, each row by the means that suits libuv best.
 */
#include "callback_rows.h"

#include <stdlib.h>
#include <time.h>
#include <uv.h>

static uv_loop_t loop;

static double run(void)
{
    double start = cpu_seconds();

    uv_run(&loop, UV_RUN_DEFAULT);
    return cpu_seconds() - start;
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

struct repeater {
    uv_idle_t idle; /* first: the callback gets its address */
    struct item item;
};

/*
 * libuv has no call_soon(). An idle handle is called in every iteration until it is stopped, and an
 * iteration always polls.
 */
static void batch_callback(uv_idle_t *idle)
{
    if (!item_called(&((struct repeater *)idle)->item))
        uv_stop(&loop);
}

double bench_batch(void)
{
    static struct repeater repeaters[BATCH_SIZE];

    uv_loop_init(&loop);
    for (int i = 0; i < BATCH_SIZE; i++) {
        uv_idle_init(&loop, &repeaters[i].idle);
        uv_idle_start(&repeaters[i].idle, batch_callback);
    }
    return run();
}

static void chain_callback(uv_idle_t *idle)
{
    (void)idle;
    if (!chain_called())
        uv_stop(&loop);
}

static double run_chain(void)
{
    static uv_idle_t idle;

    uv_idle_init(&loop, &idle);
    uv_idle_start(&idle, chain_callback);
    return run();
}

double bench_chain(void)
{
    uv_loop_init(&loop);
    return run_chain();
}

static void never_ready(uv_poll_t *poll, int status, int events)
{
    (void)poll, (void)status, (void)events;
    require(false, "the idle descriptor became ready");
}

double bench_chain_poll(int idle)
{
    static uv_poll_t poll;

    uv_loop_init(&loop);
    uv_poll_init(&loop, &poll, idle);
    uv_poll_start(&poll, UV_READABLE, never_ready);
    return run_chain();
}

/* ---- Timers --------------------------------------------------------------------------------- */

static uv_timer_t *timers;

/* Deadlines count in milliseconds here, from 0 for the earliest to 1,000. */
static uint64_t milliseconds(double deadline)
{
    return (uint64_t)((1 + deadline) * 1000);
}

static void timer_callback(uv_timer_t *timer)
{
    timer_called((double)milliseconds(*(double *)timer->data));
}

void timers_prepare(long count)
{
    uv_loop_init(&loop);
    timers = malloc((size_t)count * sizeof *timers);
    require(timers != NULL, "out of memory");
    for (long i = 0; i < count; i++) {
        uv_timer_init(&loop, &timers[i]);
        timers[i].data = &deadlines[i];
    }
}

void timers_insert(long count)
{
    for (long i = 0; i < count; i++)
        uv_timer_start(&timers[i], timer_callback, milliseconds(deadlines[i]), 0);
}

/* A deadline in the past is nothing that libuv knows, so the latest one is waited for, asleep. */
void timers_fire(void)
{
    nanosleep(&(struct timespec){.tv_sec = 1, .tv_nsec = 1000000}, NULL);
    uv_run(&loop, UV_RUN_NOWAIT);
}

void timers_cancel(long count)
{
    for (long i = 0; i < count; i++)
        uv_timer_stop(&timers[cancel_order[i]]);
}

bool timers_empty(void)
{
    return !uv_loop_alive(&loop);
}
