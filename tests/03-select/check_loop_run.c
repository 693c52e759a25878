/*
 * Chapter 3: the rules of a run.
 *
 * L2 (nobody starves), L5 and L6 (stop), L8 and L9 (errors), L15 (no run in a run), L16 and L17 (closed),
 * T1 and T11 (not early, and no busy loop), S9 (one poll, one call).
 */
#include "clock.h"
#include "fault.h"
#include "loop_tests.h"
#include "virtual.h"

/* ---- 3.8: stop ------------------------------------------------------------------------------ */

/* Runs until a call asks for a stop. Returns the names of those that were called. */
static const char *run(void)
{
    journal_clear();
    expect_error(loop_run_forever(&loop), 0, "a run that was stopped returns 0");
    return journal_text();
}

static void then_stop_and_soon_d(struct call *self)
{
    (void)self;
    loop_stop(&loop);
    soon(&d);
}

START_TEST(run_ends_after_the_batch) /* L5 */
{
    a.then = then_stop_and_soon_d;
    soon(&a), soon(&b), soon(&c);
    expect_str(run(), "abc", "a stop lets the batch that is running end");
    expect_true(handle_is_queued(&d.handle), "what a stopped batch has queued stays queued");
    b.then = then_stop;
    soon(&b);
    expect_str(run(), "db", "what stayed queued is first in the next run");
}
END_TEST

START_TEST(run_goes_on_until_a_stop) /* L2 */
{
    static struct call countdown[5];

    for (int i = 0; i < 5; i++) {
        call_init(&countdown[i], "x");
        later(&countdown[i], i);
    }
    countdown[4].then = then_stop;
    expect_str(run(), "xxxxx", "a run goes on until a stop is asked");
    expect_time(virtual_time(), 4, "a run sleeps until the next timer, over and over");
}
END_TEST

static void then_6_is_read(struct call *self)
{
    (void)self;
    virtual_quiet(6);
}

START_TEST(run_sleeps_with_nothing_to_do)
{
    virtual_ready_at(100, 6, EVENT_READ);
    virtual_ready_at(3600, 5, EVENT_READ);
    reader(6, &b), reader(5, &a);
    b.then = then_6_is_read;
    a.then = then_stop;
    expect_str(run(), "ba",
               "a run with nothing to do goes on, and sleeps until there is something");
    expect_int(virtual_polls(), 2, "a run sleeps in one poll, however long there is nothing to do");
}
END_TEST

START_TEST(run_stopped_before) /* L6 */
{
    watch_in_vain();
    later(&b, 5);
    b.then = then_stop; /* or a run that has forgotten the stop would never end */
    soon(&a);
    loop_stop(&loop);
    expect_str(run(), "a", "a stop before the run makes it one iteration");
    expect_time(virtual_time(), 0, "a stop before the run makes it one iteration without a wait");
    expect_int(virtual_polls(), 1, "a stop before the run makes it one iteration");
}
END_TEST

START_TEST(run_uses_up_the_stop) /* L6 */
{
    loop_stop(&loop);
    loop_stop(&loop);
    expect_str(run(), "", "a stop before the run makes it one iteration");
    later(&a, 1), later(&b, 2);
    b.then = then_stop;
    expect_str(run(), "ab", "a stop is used up by the run that it ends, even if asked twice");
    later(&a, 1), later(&b, 2);
    expect_str(run(), "ab", "a stop is used up by the run that it ends");
}
END_TEST

START_TEST(run_stopped_by_anyone) /* S9; _i: by whom */
{
    a.then = then_stop;
    virtual_ready_at(0, 5, BOTH);
    if (_i == 0)
        reader(5, &a);
    else if (_i == 1)
        writer(5, &a);
    else
        later(&a, 0);
    expect_str(run(), "a", "a stop ends the run after one poll and one call of a reader");
    if (_i < 2)
        expect_str(run(), "a", "a stop ends the run after one poll and one call of a reader");
}
END_TEST

static void then_take_a_while(struct call *self)
{
    virtual_advance(0.1);
    soon(self);
}

START_TEST(run_starves_nobody) /* L2 */
{
    a.then = then_take_a_while; /* never idle */
    soon(&a);
    virtual_ready_at(0.15, 5, EVENT_READ);
    reader(5, &b);
    later(&c, 0.35);
    c.then = then_stop;
    expect_str(run(), "aaabababc",
               "a call that queues itself for ever holds up neither a reader nor "
               "a timer");
}
END_TEST

/* ---- 3.8: errors ---------------------------------------------------------------------------- */

START_TEST(run_ends_with_an_error_of_the_poll)
{
    watch_in_vain();
    later(&a, 1);
    a.then = then_stop;
    virtual_fail(EBADF);
    expect_error(loop_run_forever(&loop), EBADF, "an error of the selector ends the run");
    expect_str(journal_text(), "", "an error of the selector ends the run at once");
    expect_true(!loop_is_running(&loop), "after an error the loop does not run");
    expect_str(run(), "a", "after an error the loop can be run again");
}
END_TEST

START_TEST(run_goes_on_with_nothing_to_do)
{
    soon(&a);
    virtual_fail(EBADF); /* or the sleep would never end */
    expect_error(loop_run_forever(&loop), EBADF,
                 "a run with nothing left to do sleeps: only a stop or an error ends it");
    expect_str(journal_text(), "a", "a run calls what is queued before it sleeps");
}
END_TEST

START_TEST(run_uses_up_the_stop_in_an_error)
{
    watch_in_vain();
    loop_stop(&loop);
    virtual_fail(EBADF);
    expect_error(loop_run_forever(&loop), EBADF, "an error of the selector ends the run");
    later(&a, 1);
    a.then = then_stop;
    expect_str(run(), "a",
               "a stop is used up by the run that it ends, even if an error ends it too");
}
END_TEST

static int stopping_handler(struct loop *of, const struct exception_context *context)
{
    journal("!%s", errno_name(context->error));
    loop_stop(of);
    return 0;
}

START_TEST(run_goes_on_after_errors) /* L8, L9 */
{
    static struct call failing;

    call_init(&failing, "f");
    failing.error = EIO;
    loop_set_exception_handler(&loop, journal_error);
    b.error = EPIPE;
    soon(&b);
    later(&c, 1);
    c.then = then_stop;
    expect_str(run(), "b!EPIPEc", "an error of a call does not end the run");
    loop_set_exception_handler(&loop, stopping_handler);
    soon(&failing);
    expect_str(run(), "f!EIO", "a handler ends the run by asking for a stop, as anyone can");
}
END_TEST

/* ---- 3.8: where it stands ------------------------------------------------------------------- */

static void then_try_and_stop(struct call *self)
{
    then_try_what_is_refused(self);
    loop_stop(&loop);
}

START_TEST(run_is_not_nested) /* L15, L16 */
{
    a.then = then_try_and_stop;
    soon(&a), soon(&b);
    expect_str(run(), "ab", "what is refused from inside a call changes nothing");
    expect_true(!loop_is_running(&loop), "after the run the loop does not run");
    expect_ptr(asyncio_get_running_loop(), NULL, "after the run no loop runs");
    loop_close(&loop);
    expect_error(loop_run_forever(&loop), EBADF, "a closed loop cannot be run");
}
END_TEST

static int stop_this(void *arg)
{
    loop_stop(arg);
    return 0;
}

//! [real]
START_TEST(run_on_the_real_clock) /* T1, T11; real time is the subject */
{
    const double begin = clock_monotonic();
    struct loop real;
    struct timer alarm;
    int calls;

    expect_error(loop_init(&real, NULL), 0, "a loop can be made");
    timer_init(&alarm, stop_this, &real);
    expect_error(loop_call_later(&real, &alarm, 0.1), 0, "a timer can be set");
    expect_error(loop_run_forever(&real), 0, "a run that was stopped returns 0");
    expect_true(clock_monotonic() - begin >= 0.1, "a timer is never early");
    calls = fault_supported() ? fault_calls("select") : 1;
    expect_true(calls == 1 || calls == 2, "to wait 100 ms takes one or two system calls");
    loop_close(&real);
}
END_TEST
//! [real]

/* ---- The exercise --------------------------------------------------------------------------- */

void add_run_forever(Suite *suite)
{
    TCase *tests = loop_exercise(suite, "3.8 loop_run_forever", 4, "Until somebody says stop");

    tcase_add_test(tests, run_ends_after_the_batch);
    tcase_add_test(tests, run_goes_on_until_a_stop);
    tcase_add_test(tests, run_sleeps_with_nothing_to_do);
    tcase_add_test(tests, run_stopped_before);
    tcase_add_test(tests, run_uses_up_the_stop);
    tcase_add_loop_test(tests, run_stopped_by_anyone, 0, 3);
    tcase_add_test(tests, run_starves_nobody);
    tcase_add_test(tests, run_ends_with_an_error_of_the_poll);
    tcase_add_test(tests, run_goes_on_with_nothing_to_do);
    tcase_add_test(tests, run_uses_up_the_stop_in_an_error);
    tcase_add_test(tests, run_goes_on_after_errors);
    tcase_add_test(tests, run_is_not_nested);
    tcase_add_test(tests, run_on_the_real_clock);
    add_services(tests);
}
