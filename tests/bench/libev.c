/*
 * libev, each row by the means that suits libev best.
 */
#include "callback_rows.h"

#include <ev.h>
#include <stdlib.h>

static struct ev_loop *loop;

static double run(int flags)
{
    double start = cpu_seconds();

    ev_run(loop, flags);
    return cpu_seconds() - start;
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

struct repeater {
    ev_idle idle; /* first: the callback gets its address */
    struct item item;
};

/* An idle watcher is called in every iteration until it is stopped: nothing queues it again. */
static void batch_callback(struct ev_loop *l, ev_idle *idle, int events)
{
    (void)events;
    if (!item_called(&((struct repeater *)idle)->item))
        ev_break(l, EVBREAK_ALL);
}

double bench_batch(void)
{
    static struct repeater repeaters[BATCH_SIZE];

    loop = ev_default_loop(0);
    for (int i = 0; i < BATCH_SIZE; i++) {
        ev_idle_init(&repeaters[i].idle, batch_callback);
        ev_idle_start(loop, &repeaters[i].idle);
    }
    return run(0);
}

/*
 * Feeding an event to a watcher is libev's call_soon(). One that is fed while events are handled is
 * handled before the loop goes on: the chain never returns to the loop, and would starve it.
 */
static void chain_callback(struct ev_loop *l, ev_idle *idle, int events)
{
    (void)events;
    if (chain_called())
        ev_feed_event(l, idle, EV_CUSTOM);
}

double bench_chain(void)
{
    ev_idle idle;
    double start;

    loop = ev_default_loop(0);
    ev_idle_init(&idle, chain_callback);
    ev_feed_event(loop, &idle, EV_CUSTOM);
    start = cpu_seconds();
    ev_invoke_pending(loop);
    return cpu_seconds() - start;
}

static void chain_poll_callback(struct ev_loop *l, ev_idle *idle, int events)
{
    (void)events;
    (void)idle;
    if (!chain_called())
        ev_break(l, EVBREAK_ALL);
}

static void never_ready(struct ev_loop *l, ev_io *io, int events)
{
    (void)l, (void)io, (void)events;
    require(false, "the idle descriptor became ready");
}

double bench_chain_poll(int idle_fd)
{
    static ev_idle idle;
    static ev_io io;

    loop = ev_default_loop(0);
    ev_io_init(&io, never_ready, idle_fd, EV_READ);
    ev_io_start(loop, &io);
    ev_idle_init(&idle, chain_poll_callback);
    ev_idle_start(loop, &idle);
    return run(0);
}

/* ---- Timers --------------------------------------------------------------------------------- */

static ev_timer *timers;
static long waiting;

static void timer_callback(struct ev_loop *l, ev_timer *timer, int events)
{
    (void)l, (void)events;
    timer_called(timer->at);
    waiting--;
}

void timers_prepare(long count)
{
    loop = ev_default_loop(0);
    timers = malloc((size_t)count * sizeof *timers);
    require(timers != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        ev_timer_init(&timers[i], timer_callback, 0, 0);
}

void timers_insert(long count)
{
    for (long i = 0; i < count; i++) {
        ev_timer_set(&timers[i], deadlines[i], 0);
        ev_timer_start(loop, &timers[i]);
    }
    waiting = count;
}

void timers_fire(void)
{
    ev_run(loop, EVRUN_NOWAIT);
}

void timers_cancel(long count)
{
    for (long i = 0; i < count; i++) {
        ev_timer_stop(loop, &timers[cancel_order[i]]);
        waiting--;
    }
}

/* libev doesn't tell how many timers it has; none of them may be active. */
bool timers_empty(void)
{
    return waiting == 0 && !ev_is_active(&timers[0]);
}
