/*
 * This course's library: the loop, as a program uses it.
 */
#include "callback_rows.h"

#include <stdlib.h>

#include "loop.h"

static struct loop loop;

static double run(void)
{
    double start = cpu_seconds();

    require(loop_run_forever(&loop) == 0, "the run failed");
    return cpu_seconds() - start;
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

struct repeater {
    struct handle handle;
    struct item item;
};

static int batch_callback(void *arg)
{
    struct repeater *repeater = arg;

    if (item_called(&repeater->item))
        return loop_call_soon(&loop, &repeater->handle);
    loop_stop(&loop);
    return 0;
}

double bench_batch(void)
{
    static struct repeater repeaters[BATCH_SIZE];

    loop_init(&loop, NULL);
    for (int i = 0; i < BATCH_SIZE; i++) {
        handle_init(&repeaters[i].handle, batch_callback, &repeaters[i]);
        loop_call_soon(&loop, &repeaters[i].handle);
    }
    return run();
}

static int chain_callback(void *arg)
{
    if (chain_called())
        return loop_call_soon(&loop, arg);
    loop_stop(&loop);
    return 0;
}

static double run_chain(void)
{
    static struct handle handle;

    handle_init(&handle, chain_callback, &handle);
    loop_call_soon(&loop, &handle);
    return run();
}

double bench_chain(void)
{
    loop_init(&loop, NULL);
    return run_chain();
}

static int never_ready(void *arg)
{
    (void)arg;
    require(false, "the idle descriptor became ready");
    return 0;
}

double bench_chain_poll(int idle)
{
    static struct handle reader;

    loop_init(&loop, NULL);
    handle_init(&reader, never_ready, NULL);
    require(loop_add_reader(&loop, idle, &reader) == 0, "no reader");
    return run_chain();
}

/* ---- Timers --------------------------------------------------------------------------------- */

static struct timer *timers;

static int timer_callback(void *arg)
{
    timer_called(timer_when(arg));
    return 0;
}

void timers_prepare(long count)
{
    loop_init(&loop, NULL);
    timers = malloc((size_t)count * sizeof *timers);
    require(timers != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        timer_init(&timers[i], timer_callback, &timers[i]);
}

void timers_insert(long count)
{
    double now = loop_time(&loop);

    for (long i = 0; i < count; i++)
        require(loop_call_at(&loop, &timers[i], now + deadlines[i]) == 0, "no timer");
}

void timers_fire(void)
{
    loop_stop(&loop); /* one iteration, no sleep */
    run();
}

void timers_cancel(long count)
{
    for (long i = 0; i < count; i++)
        timer_cancel(&timers[cancel_order[i]]);
}

bool timers_empty(void)
{
    return loop.timers.count == 0;
}
