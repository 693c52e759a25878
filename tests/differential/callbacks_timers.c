/* The loop and its callbacks: their order, batches, timers, cancelling, stopping. */
#include "common.h"

/* Handles for a scene; Python allocates them. */
static struct handle handles[8];
static struct timer timers[8];

static int prints(void *text)
{
    printf("%s\n", (const char *)text);
    return 0;
}

static int prints_with_time(void *text)
{
    at_time("%s", (const char *)text);
    return 0;
}

static struct handle *soon(struct loop *loop, int i, int (*callback)(void *arg), void *arg)
{
    handle_init(&handles[i], callback, arg);
    loop_call_soon(loop, &handles[i]);
    return &handles[i];
}

static struct timer *later(struct loop *loop, int i, double delay, int (*callback)(void *arg),
                           void *arg)
{
    timer_init(&timers[i], callback, arg);
    loop_call_later(loop, &timers[i], delay);
    return &timers[i];
}

static int stops_it(void *loop)
{
    loop_stop(loop);
    return 0;
}

/* Runs the loop until a timer stops it. */
static void run_for(struct loop *loop, double seconds)
{
    later(loop, 7, seconds, stops_it, loop);
    loop_run_forever(loop);
}

LOOP_SCENE(in_order, "L1")
{
    soon(loop, 0, prints, "a");
    soon(loop, 1, prints, "b");
    soon(loop, 2, prints, "c");
    run_for(loop, 1);
}

static int calls_soon(void *loop)
{
    soon(loop, 6, prints, "of the next batch");
    printf("calls soon\n");
    return 0;
}

LOOP_SCENE(new_calls_wait_for_the_next_batch, "L2")
{
    soon(loop, 0, calls_soon, loop);
    soon(loop, 1, prints, "of this batch");
    run_for(loop, 1);
}

static int cancels(void *handle)
{
    handle_cancel(handle);
    return 0;
}

LOOP_SCENE(cancelled, "L3 L4")
{
    struct handle *after = soon(loop, 0, prints, "never");
    struct handle *before = soon(loop, 1, prints, "never");

    handle_cancel(before);
    handle_cancel(before);
    handle_cancel(after);
    soon(loop, 2, cancels, &handles[3]);
    soon(loop, 3, prints, "never");
    soon(loop, 4, prints, "not cancelled");
    run_for(loop, 1);
}

static int stops(void *loop)
{
    loop_stop(loop);
    soon(loop, 6, prints, "next batch");
    printf("stops\n");
    return 0;
}

LOOP_SCENE(stop_lets_the_batch_end, "L5")
{
    soon(loop, 0, stops, loop);
    soon(loop, 1, prints, "same batch");
    loop_run_forever(loop);
    printf("stopped\n");
    run_for(loop, 1);
}

LOOP_SCENE(stopped_before_it_runs, "L6")
{
    soon(loop, 0, calls_soon, loop);
    later(loop, 0, 1, prints, "a second later");
    loop_stop(loop);
    loop_run_forever(loop);
    at_time("one iteration");
    run_for(loop, 2);
    at_time("and on");
}

static int fails(void *arg)
{
    (void)arg;
    return EIO;
}

LOOP_SCENE(errors_are_reported, "L8")
{
    loop_set_exception_handler(loop, report);
    soon(loop, 0, fails, NULL);
    soon(loop, 1, prints, "goes on");
    run_for(loop, 1);
}

LOOP_SCENE(timers_by_deadline, "T1 T2")
{
    later(loop, 0, 3, prints_with_time, "after 3 s");
    later(loop, 1, 1, prints_with_time, "after 1 s");
    later(loop, 2, 2, prints_with_time, "after 2 s");
    timer_init(&timers[3], prints_with_time, "at 1.5 s");
    loop_call_at(loop, &timers[3], loop_time(loop) + 1.5);
    run_for(loop, 4);
}

LOOP_SCENE(timers_in_the_past, "T2")
{
    later(loop, 0, -1, prints, "-1 s");
    later(loop, 1, -3, prints, "-3 s");
    later(loop, 2, -2, prints, "-2 s");
    run_for(loop, 1);
}

LOOP_SCENE(no_delay_comes_behind_what_is_queued, "T4")
{
    soon(loop, 0, prints, "soon, before");
    later(loop, 0, 0, prints, "later");
    soon(loop, 1, prints, "soon, behind");
    run_for(loop, 1);
}

static int starts_another(void *loop)
{
    later(loop, 6, 0, prints, "another");
    printf("starts another\n");
    return 0;
}

LOOP_SCENE(timer_of_a_timer_waits, "T5")
{
    later(loop, 0, 1, starts_another, loop);
    later(loop, 1, 1.0000001, prints, "due with it");
    run_for(loop, 2);
}

LOOP_SCENE(cancelled_timer, "T6")
{
    timer_cancel(later(loop, 0, 2, prints, "never"));
    later(loop, 1, 1, prints_with_time, "the other");
    run_for(loop, 3);
    at_time("stopped");
}

static int cancels_timer(void *timer)
{
    timer_cancel(timer);
    return 0;
}

LOOP_SCENE(cancelled_when_it_is_due, "T7")
{
    later(loop, 0, 1, cancels_timer, &timers[1]);
    later(loop, 1, 1.0000001, prints, "never");
    run_for(loop, 2);
    printf("stopped\n");
}

LOOP_SCENE(closed, "L16 L17")
{
    soon(loop, 0, prints, "never");
    loop_close(loop);
    loop_close(loop);
    printf("%s\n", name(loop_call_soon(loop, &handles[1])));
    printf("%s\n", name(loop_call_later(loop, &timers[1], 1)));
    printf("%s\n", name(loop_run_forever(loop)));
}

int main(void)
{
    RUN_LOOP(in_order);
    RUN_LOOP(new_calls_wait_for_the_next_batch);
    RUN_LOOP(cancelled);
    RUN_LOOP(stop_lets_the_batch_end);
    RUN_LOOP(stopped_before_it_runs);
    RUN_LOOP(errors_are_reported);
    RUN_LOOP(timers_by_deadline);
    RUN_LOOP(timers_in_the_past);
    RUN_LOOP(no_delay_comes_behind_what_is_queued);
    RUN_LOOP(timer_of_a_timer_waits);
    RUN_LOOP(cancelled_timer);
    RUN_LOOP(cancelled_when_it_is_due);
    RUN_LOOP(closed);
    return 0;
}
