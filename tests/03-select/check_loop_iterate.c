/*
 * Chapter 3: the rules of one iteration.
 *
 * L1 (in order, once), L2 (one batch), L3 and L4 (cancelled), L7 (how long it waits), L8 to L10
 * (errors), L15 (no run in a run), L16 and L17 (closed), T1 to T7 and T12 (timers), S6 (queued, then
 * descriptors, then timers).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "loop_tests.h"
#include "virtual.h"

/* ---- What calls do -------------------------------------------------------------------------- */

static void then_soon_c(struct call *self)
{
    (void)self;
    soon(&c);
}

static void then_soon_d(struct call *self)
{
    (void)self;
    soon(&d);
}

static void then_later_d(struct call *self)
{
    (void)self;
    later(&d, 0);
}

static void then_cancel_b(struct call *self)
{
    (void)self;
    handle_cancel(&b.handle);
    timer_cancel(&b.timer);
}

/* ---- 3.7: what is called, and in which order ------------------------------------------------ */

START_TEST(iterate_calls_what_is_queued) /* L1 */
{
    soon(&a), soon(&b), soon(&c);
    expect_str(once(), "abc", "an iteration calls what is queued, in order");
    soon(&d);
    expect_str(once(), "d", "each call is made once");
}
END_TEST

START_TEST(iterate_one_batch) /* L2 */
{
    a.then = then_soon_d;
    d.then = then_soon_c;
    soon(&a), soon(&b);
    expect_str(once(), "ab", "what a call queues belongs to the next iteration");
    expect_str(once(), "d", "what a call queues belongs to the next iteration");
    expect_str(once(), "c", "what a call queues belongs to the next iteration");
}
END_TEST

START_TEST(iterate_skips_the_cancelled) /* L3, L4 */
{
    a.then = then_cancel_b;
    soon(&a), soon(&b), soon(&c), soon(&d);
    handle_cancel(&d.handle);
    handle_cancel(&d.handle);
    expect_str(once(), "ac", "a call that is cancelled before its turn is not made");
}
END_TEST

START_TEST(iterate_in_three_steps) /* T4, S6 */
{
    virtual_ready_at(0, 5, EVENT_READ);
    later(&c, 0);
    reader(5, &b);
    soon(&a);
    expect_str(once(), "abc",
               "what was queued, then descriptors, then timers, all in one iteration");
}
END_TEST

START_TEST(iterate_zero_delays) /* T4 */
{
    later(&b, 0);
    soon(&a);
    later(&d, -1);
    soon(&c);
    expect_str(once(), "acdb",
               "a timer without a delay runs behind all that is queued, in the same iteration");
}
END_TEST

START_TEST(iterate_timers_of_timers) /* T5 */
{
    a.then = then_later_d;
    later(&a, 1);
    expect_str(once(), "a", "a timer that a timer sets waits for the next iteration");
    expect_str(once(), "d", "a timer that a timer sets waits for the next iteration");
}
END_TEST

START_TEST(iterate_timers_in_order) /* T2, T3 */
{
    later(&a, -1), later(&b, -2), later(&c, -1.5), later(&d, -1);
    expect_str(once(), "bcad", "timers that are due are called in the order of their deadlines");
}
END_TEST

START_TEST(iterate_cancels_a_due_timer) /* T7 */
{
    a.then = then_cancel_b;
    later(&a, 1), later(&b, 1), later(&c, 1);
    expect_str(once(), "ac", "a timer that is due can be cancelled up to its turn");
}
END_TEST

/* ---- 3.7: how long it waits ----------------------------------------------------------------- */

//! [wait]
START_TEST(iterate_waits_for_a_timer) /* T1, L7 */
{
    double waited;

    watch_in_vain();
    virtual_advance(100);
    later(&a, 5), later(&b, 7);
    expect_str(once(), "a", "an iteration sleeps until the next timer, and calls it");
    waited = virtual_last_timeout();
    expect_time(waited, 5, "with nothing queued, the poll waits until the next timer is due");
    expect_time(virtual_time(), 105,
                "a timer is called when its time has come, not before or after");
    expect_int(virtual_polls(), 1, "to wait for a timer takes one poll");
}
END_TEST
//! [wait]

START_TEST(iterate_wakes_before_a_timer) /* T1 */
{
    virtual_ready_at(3, 5, EVENT_READ);
    reader(5, &b);
    later(&a, 5);
    expect_str(once(), "b", "a descriptor ends the wait; a timer that is not due is not called");
    loop_remove_reader(&loop, 5);
    expect_str(once(), "a", "the timer is called when its time has come");
    expect_time(virtual_time(), 5, "a timer is called when its time has come, not before or after");
}
END_TEST

START_TEST(iterate_waits_without_end) /* L7 */
{
    virtual_ready_at(1000000, 5, EVENT_READ);
    reader(5, &a);
    expect_str(once(), "a", "with no call and no timer the poll waits for a descriptor");
    expect_true(virtual_last_timeout() < 0, "with no call and no timer the timeout is negative");
}
END_TEST

START_TEST(iterate_with_nothing_to_do_sleeps) /* L7 */
{
    virtual_fail(EBADF); /* or the sleep would never end */
    expect_error(loop_run_once(&loop), EBADF,
                 "with nothing to do at all the poll sleeps, even if no descriptor is watched");
    expect_true(virtual_last_timeout() < 0, "with nothing to do at all the timeout is negative");
}
END_TEST

START_TEST(iterate_does_not_wait) /* L7; _i: what there is to do */
{
    double waited;

    watch_in_vain();
    virtual_advance(100);
    later(&b, _i == 2 ? -1 : 10);
    if (_i == 0)
        soon(&a);
    else if (_i == 1)
        loop_stop(&loop);
    once();
    waited = virtual_last_timeout();
    expect_int(virtual_polls(), 1, "an iteration looks at the descriptors, even when a call waits");
    expect_time(waited, 0,
                _i == 0   ? "with a call in the queue the poll does not wait"
                : _i == 1 ? "when a stop was asked the poll does not wait"
                          : "with a timer that is due the poll does not wait");
}
END_TEST

START_TEST(iterate_after_a_wait_the_time_is_new) /* T1 */
{
    virtual_ready_at(4, 5, EVENT_READ);
    reader(5, &a);
    later(&b, 4), later(&c, 4.5);
    expect_str(once(), "ab", "what has come due during the wait is called in the same iteration");
}
END_TEST

START_TEST(iterate_sleeps_past_the_cancelled) /* T6 */
{
    watch_in_vain();
    later(&a, 5), later(&b, 10);
    timer_cancel(&a.timer);
    expect_str(once(), "b", "a timer that was cancelled is not called");
    expect_int(virtual_polls(), 1, "a timer that was cancelled does not wake the loop");
    later(&c, 1);
    timer_cancel(&c.timer);
    virtual_ready_at(20, 5, EVENT_READ);
    reader(5, &d);
    expect_str(once(), "d", "a timer that was cancelled is not called");
    expect_true(virtual_last_timeout() < 0, "without a live timer the poll waits without end");
}
END_TEST

START_TEST(iterate_for_ever_and_a_day)
{
    virtual_ready_at(3, 5, EVENT_READ);
    reader(5, &a);
    later(&b, HUGE_VAL), later(&c, 1e300);
    expect_str(once(), "a", "a timer at the end of time is never due");
    virtual_quiet(5);
    later(&d, 1);
    expect_str(once(), "d", "a timer at the end of time keeps nobody waiting");
}
END_TEST

START_TEST(iterate_polls_only_for_descriptors)
{
    soon(&a);
    expect_str(once(), "a", "an iteration calls what is queued");
    expect_int(virtual_polls(), 0,
               "with no descriptor and no time to wait there is nothing to ask the kernel");
    later(&b, 5);
    expect_str(once(), "b", "with no descriptor the poll waits for the next timer");
    expect_int(virtual_polls(), 1, "with no descriptor the poll waits for the next timer");
}
END_TEST

static int clock_reads;

static double counting_clock(void)
{
    clock_reads++;
    return virtual_time();
}

START_TEST(iterate_reads_the_clock_seldom)
{
    clock_reads = 0;
    loop.time = counting_clock;
    virtual_ready_at(0, 5, EVENT_READ);
    reader(5, &b);
    soon(&a);
    expect_str(once(), "ab", "an iteration calls what is queued and what is ready");
    expect_int(clock_reads, 0, "without a timer nobody needs to know the time");
}
END_TEST

/* ---- 3.7: errors ---------------------------------------------------------------------------- */

START_TEST(iterate_returns_an_error_of_the_poll)
{
    watch_in_vain();
    soon(&a);
    later(&b, 0);
    virtual_fail(EBADF);
    expect_error(loop_run_once(&loop), EBADF, "if the poll fails, the iteration returns its error");
    expect_str(journal_text(), "", "if the poll fails, nothing is called in this iteration");
    expect_str(once(), "ab", "what waits is not lost when a poll fails");
}
END_TEST

START_TEST(iterate_reports_errors) /* L8 */
{
    loop_set_exception_handler(&loop, journal_error);
    b.error = EPIPE;
    soon(&a), soon(&b), soon(&c);
    expect_str(once(), "ab!EPIPEc",
               "an error of a call goes to the exception handler, and the batch goes on");
}
END_TEST

/* What an iteration writes to standard error. */
static const char *complaints(void)
{
    static char text[512];
    FILE *file = tmpfile();
    int saved = dup(STDERR_FILENO);

    expect_true(file != NULL && saved >= 0, "the test gets a file");
    dup2(fileno(file), STDERR_FILENO);
    once();
    dup2(saved, STDERR_FILENO);
    close(saved);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* The line of the default handler. */
static const char *complaint(const char *message, int error)
{
    static char text[256];

    snprintf(text, sizeof text, "asyncio: %s: %s\n", message, strerror(error));
    return text;
}

START_TEST(iterate_reports_errors_without_a_handler) /* L8, L10 */
{
    b.error = EPIPE;
    soon(&a), soon(&b), soon(&c);
    expect_str(complaints(), complaint("a callback returned an error", EPIPE),
               "without a handler an error is written to standard error");
    expect_str(journal_text(), "abc", "an error does not end the batch");
    loop_set_exception_handler(&loop, journal_error);
    loop_set_exception_handler(&loop, NULL);
    soon(&b);
    expect_str(complaints(), complaint("a callback returned an error", EPIPE),
               "to set no handler restores the default");
}
END_TEST

/* It takes itself away, too: what is reported does not depend on that. */
static int broken_handler(struct loop *of, const struct exception_context *context)
{
    (void)context;
    loop_set_exception_handler(of, NULL);
    return ENOSYS;
}

START_TEST(iterate_survives_a_broken_handler) /* L9 */
{
    char expected[512];

    snprintf(expected, sizeof expected, "%s",
             complaint("the exception handler itself failed", ENOSYS));
    strcat(expected, complaint("a callback returned an error", EPIPE));
    loop_set_exception_handler(&loop, broken_handler);
    b.error = EPIPE;
    soon(&b), soon(&c);
    expect_str(complaints(), expected, "if the handler fails, the default one reports both errors");
    expect_str(journal_text(), "bc", "no handler can end the batch");
}
END_TEST

/* ---- 3.7: what is refused ------------------------------------------------------------------- */

START_TEST(iterate_after_what_was_refused) /* T12 */
{
    struct handle empty = {0};
    struct timer blank = {0};

    soon(&a);
    later(&b, 1);
    expect_error(loop_call_soon(&loop, &a.handle), EALREADY,
                 "what is queued cannot be queued twice");
    expect_error(loop_call_soon(&loop, &empty), EINVAL, "a handle without a callback is refused");
    expect_error(loop_call_later(&loop, &b.timer, 2), EALREADY,
                 "what is scheduled cannot be scheduled twice");
    expect_error(loop_call_at(&loop, &blank, 1), EINVAL, "a timer without a callback is refused");
    expect_error(loop_call_later(&loop, &c.timer, NAN), EINVAL, "a delay is a number");
    expect_error(loop_call_at(&loop, &c.timer, NAN), EINVAL, "a deadline is a number");
    expect_str(once(), "a", "what is refused changes nothing");
    expect_str(once(), "b", "what is refused changes nothing");
    expect_time(virtual_time(), 1, "what is refused changes nothing");
}
END_TEST

START_TEST(iterate_without_memory)
{
    if (fault_supported()) {
        fault_inject("realloc", ENOMEM, 1, 1);
        expect_error(loop_call_later(&loop, &a.timer, 1), ENOMEM, "no memory for a timer: ENOMEM");
        fault_clear();
    }
    soon(&b);
    expect_str(once(), "b", "after ENOMEM everything is as it was");
    later(&a, 1);
    expect_str(once(), "a", "what was refused can be tried again");
    if (!fault_supported())
        return;
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_error(loop_init(&(struct loop){0}, NULL), ENOMEM, "no memory for a loop: ENOMEM");
}
END_TEST

START_TEST(iterate_is_not_nested) /* L15, L16 */
{
    a.then = then_try_what_is_refused;
    soon(&a), soon(&b);
    expect_str(once(), "ab", "what is refused from inside a call changes nothing");
    expect_true(!loop_is_running(&loop), "after the iteration the loop does not run");
    expect_ptr(asyncio_get_running_loop(), NULL, "after the iteration no loop runs");
}
END_TEST

START_TEST(iterate_until_closed) /* L16, L17 */
{
    soon(&a);
    expect_str(once(), "a", "an iteration calls what is queued");
    soon(&a), later(&b, 1), reader(5, &c);
    journal_clear();
    expect_error(loop_close(&loop), 0, "a loop that does not run can be closed");
    expect_true(loop_is_closed(&loop), "a closed loop says so");
    expect_true(!handle_is_queued(&a.handle), "what waits in a closed loop is dropped");
    expect_true(!timer_is_scheduled(&b.timer), "what waits in a closed loop is dropped");
    expect_error(loop_run_once(&loop), EBADF, "a closed loop cannot be run");
    expect_error(loop_run_forever(&loop), EBADF, "a closed loop cannot be run");
    expect_error(loop_call_soon(&loop, &d.handle), EBADF, "a closed loop takes no call");
    expect_error(loop_call_later(&loop, &d.timer, 1), EBADF, "a closed loop takes no timer");
    expect_error(loop_call_at(&loop, &d.timer, 1), EBADF, "a closed loop takes no timer");
    expect_error(loop_close(&loop), 0, "to close a closed loop does no harm");
    expect_str(journal_text(), "", "what waits in a closed loop is dropped, not called");
}
END_TEST

START_TEST(iterate_uses_up_a_stop)
{
    double waited;

    watch_in_vain();
    a.then = then_stop;
    soon(&a);
    expect_str(once(), "a", "a stop lets the iteration end");
    later(&b, 5);
    expect_str(once(), "b", "the next iteration sleeps again");
    waited = virtual_last_timeout();
    expect_time(waited, 5, "the next iteration sleeps again");
}
END_TEST

/* ---- 3.7: who watches ----------------------------------------------------------------------- */

static void saw_iteration(struct observer *self, struct loop *of, double timeout)
{
    (void)self;
    (void)of;
    journal("[%g]", timeout);
}

static void saw_event(struct observer *self, int fd, int events)
{
    (void)self;
    journal("fd%d:%d ", fd, events);
}

static void saw_timer(struct observer *self, const struct timer *timer)
{
    (void)self;
    (void)timer;
    journal("due ");
}

START_TEST(iterate_is_observed)
{
    struct observer observer = {
        .iteration = saw_iteration, .event = saw_event, .timer_due = saw_timer};

    loop.ready.observer = &observer;
    virtual_ready_at(2, 5, BOTH);
    reader(5, &a);
    later(&b, 2);
    expect_str(once(), "[2]fd5:1 due ab",
               "an observer sees how long the poll may wait, then descriptors, then timers");
    loop.ready.observer = NULL;
}
END_TEST

/* ---- The exercises -------------------------------------------------------------------------- */

void add_iterate(Suite *suite)
{
    TCase *tests = loop_exercise(suite, "3.7 loop_iterate", 6, "Three steps");

    tcase_add_loop_test(tests, iterate_does_not_wait, 0, 3);
    tcase_add_test(tests, iterate_calls_what_is_queued);
    tcase_add_test(tests, iterate_one_batch);
    tcase_add_test(tests, iterate_waits_for_a_timer);
    tcase_add_test(tests, iterate_skips_the_cancelled);
    tcase_add_test(tests, iterate_in_three_steps);
    tcase_add_test(tests, iterate_zero_delays);
    tcase_add_test(tests, iterate_timers_of_timers);
    tcase_add_test(tests, iterate_timers_in_order);
    tcase_add_test(tests, iterate_cancels_a_due_timer);
    tcase_add_test(tests, iterate_wakes_before_a_timer);
    tcase_add_test(tests, iterate_waits_without_end);
    tcase_add_test(tests, iterate_after_a_wait_the_time_is_new);
    tcase_add_test(tests, iterate_sleeps_past_the_cancelled);
    tcase_add_test(tests, iterate_for_ever_and_a_day);
    tcase_add_test(tests, iterate_polls_only_for_descriptors);
    tcase_add_test(tests, iterate_reads_the_clock_seldom);
    tcase_add_test(tests, iterate_returns_an_error_of_the_poll);
    tcase_add_test(tests, iterate_with_nothing_to_do_sleeps);
    tcase_add_test(tests, iterate_reports_errors);
    tcase_add_test(tests, iterate_reports_errors_without_a_handler);
    tcase_add_test(tests, iterate_survives_a_broken_handler);
    tcase_add_test(tests, iterate_after_what_was_refused);
    tcase_add_test(tests, iterate_without_memory);
    tcase_add_test(tests, iterate_is_not_nested);
    tcase_add_test(tests, iterate_until_closed);
    tcase_add_test(tests, iterate_uses_up_a_stop);
    tcase_add_test(tests, iterate_is_observed);
}
