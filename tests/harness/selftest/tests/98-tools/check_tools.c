/*
 * The tools that tests are written with: expectations, journal, faults, virtual clock and selector,
 * each used as a test uses it. The last four fail, for the sake of their messages.
 */
#include "exercise.h"
#include "fault.h"
#include "hang.h"
#include "virtual.h"
#include "clock.h"

#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

Suite *tools_suite(void);

/* ---- Journal and expectations --------------------------------------------------------------- */

START_TEST(journal_keeps_order)
{
    journal_write("a");
    journal("%d,", 1);
    expect_str(journal_text(), "a1,", "the journal holds what was written, in order");
    journal_clear();
    expect_str(journal_text(), "", "a cleared journal is empty");
}
END_TEST

START_TEST(journal_is_bounded)
{
    for (int i = 0; i < 100000; i++)
        journal("0123456789");
    expect_true(strlen(journal_text()) < 100000, "a journal without end does no harm");
}
END_TEST

START_TEST(expectations_that_hold)
{
    const int *nothing = NULL;

    expect_true(1 == 1, "one is one");
    expect_int(1 + 1, 2, "one and one is two");
    expect_str(NULL, NULL, "nothing is nothing");
    expect_ptr(nothing, NULL, "nothing is nothing");
    expect_time(0.1 + 0.2, 0.3, "times are compared as people compare them");
    expect_time(INFINITY, INFINITY, "never is never");
    expect_error(ENOMEM, ENOMEM, "an error is that error");
}
END_TEST

START_TEST(errors_have_names)
{
    expect_str(errno_name(ECANCELED), "ECANCELED", "an errno value has its name");
    expect_str(errno_name(0), "0", "no error is 0");
    expect_str(errno_name(99999), "errno 99999", "an unknown error is a number");
}
END_TEST

/* ---- Faults --------------------------------------------------------------------------------- */

START_TEST(malloc_fails_in_turn)
{
    void *volatile first, *volatile second, *volatile third; /* or the compiler drops the calls */

    fault_inject("malloc", ENOMEM, 2, 1);
    first = malloc(1);
    second = malloc(1);
    third = malloc(1);
    expect_int(fault_calls("malloc"), 3, "calls are counted");
    expect_true(first != NULL && third != NULL, "only the second call fails");
    expect_ptr(second, NULL, "the second call fails");
    free(first);
    free(third);
}
END_TEST

START_TEST(fails_for_ever)
{
    void *volatile memory;

    fault_inject("calloc", ENOMEM, 1, 0);
    for (int i = 0; i < 10; i++)
        expect_ptr(calloc(1, 1), NULL, "all calls fail");
    fault_clear();
    memory = calloc(1, 1);
    free(memory);
    expect_int(fault_calls("calloc"), 11, "a fault that is taken back leaves the count");
    expect_int(fault_calls("malloc"), 0, "other functions are left alone");
}
END_TEST

START_TEST(system_calls_fail)
{
    struct timespec now;
    struct pollfd none;
    char byte = 0;
    int ends[2];

    fault_inject("pipe", EMFILE, 1, 1);
    expect_int(pipe(ends), -1, "pipe() fails");
    expect_error(errno, EMFILE, "errno says how");
    expect_int(pipe(ends), 0, "the next pipe() does not");
    fault_inject("write", EINTR, 1, 1);
    expect_int(write(ends[1], &byte, 1), -1, "write() fails");
    expect_int(write(ends[1], &byte, 1), 1, "the next write() does not");
    fault_inject("read", EINTR, 1, 2);
    expect_int(read(ends[0], &byte, 1), -1, "read() fails");
    expect_int(read(ends[0], &byte, 1), -1, "read() fails again");
    expect_int(read(ends[0], &byte, 1), 1, "the third read() does not");
    fault_inject("poll", EINTR, 1, 1);
    expect_int(poll(&none, 0, 0), -1, "poll() fails");
    fault_inject("clock_gettime", EINVAL, 1, 1);
    expect_int(clock_gettime(CLOCK_MONOTONIC, &now), -1, "clock_gettime() fails");
    fault_inject("socket", ENFILE, 1, 1);
    expect_int(socket(AF_INET, SOCK_STREAM, 0), -1, "socket() fails");
    close(ends[0]);
    close(ends[1]);
}
END_TEST

START_TEST(code_under_test_sees_faults)
{
    struct timer_heap heap;

    timer_heap_init(&heap);
    fault_inject("realloc", ENOMEM, 1, 1);
    expect_error(timer_heap_reserve(&heap, 10), ENOMEM, "realloc() of the library fails");
    expect_error(timer_heap_reserve(&heap, 10), 0, "the next one does not");
    timer_heap_destroy(&heap);
}
END_TEST

START_TEST(faults_end_with_the_test)
{
    void *volatile memory = malloc(1);

    expect_true(memory != NULL, "a test begins without faults");
    expect_int(fault_calls("malloc"), 1, "a test begins without counts");
    free(memory);
}
END_TEST

/* ---- The virtual clock and selector --------------------------------------------------------- */

static struct loop loop;

START_TEST(time_starts_at_zero)
{
    virtual_loop_init(&loop);
    expect_time(loop_time(&loop), 0, "a test begins at time 0");
    virtual_advance(0.5);
    expect_time(virtual_time(), 0.5, "a test can let time pass");
    loop_close(&loop);
}
END_TEST

START_TEST(sleeping_takes_no_time)
{
    struct timer timer;

    virtual_loop_init(&loop);
    timer_init(&timer, journal_write, "timer");
    loop_call_later(&loop, &timer, 3600);
    expect_error(loop_run_once(&loop), 0, "the loop runs");
    expect_str(journal_text(), "timer", "an hour is over at once");
    expect_true(virtual_time() == 3600, "the clock is exact");
    expect_int(virtual_polls(), 1, "one wait is one poll");
    expect_time(virtual_last_timeout(), 3600, "the timeout can be looked at");
    loop_close(&loop);
}
END_TEST

START_TEST(sums_are_exact)
{
    struct timer timer;

    virtual_loop_init(&loop);
    timer_init(&timer, journal_write, "x");
    for (int i = 1; i <= 100; i++) {
        loop_call_at(&loop, &timer, i * 0.1);
        expect_error(loop_run_once(&loop), 0, "the loop runs");
        expect_int(virtual_polls(), i, "each wait ends at its deadline, not a hair before");
        expect_true(!timer_is_scheduled(&timer), "a wait ends at its deadline, not a hair before");
    }
    loop_call_at(&loop, &timer, 100.0 / 3);
    loop_run_once(&loop);
    expect_true(virtual_time() >= 100.0 / 3, "a deadline that is no round number is met too");
    loop_close(&loop);
}
END_TEST

START_TEST(readiness_is_level_triggered)
{
    struct handle reader;

    virtual_loop_init(&loop);
    handle_init(&reader, journal_write, "r");
    expect_error(loop_add_reader(&loop, 5000, &reader), 0, "any number is welcome");
    expect_int(virtual_registered(5000), EVENT_READ, "the registration can be looked at");
    virtual_ready_at(2, 5000, EVENT_READ);
    loop_run_once(&loop);
    expect_true(virtual_time() == 2, "the wait ends when the descriptor is ready");
    loop_run_once(&loop);
    expect_str(journal_text(), "rr", "a descriptor is ready until it is quiet");
    virtual_quiet(5000);
    loop_remove_reader(&loop, 5000);
    expect_int(virtual_registered(5000), 0, "nothing is registered any more");
    loop_close(&loop);
}
END_TEST

START_TEST(events_come_in_order_of_numbers)
{
    struct handle handles[3];

    virtual_loop_init(&loop);
    for (int i = 0; i < 3; i++)
        handle_init(&handles[i], journal_write, i == 0 ? "a" : i == 1 ? "b" : "c");
    loop_add_reader(&loop, 9, &handles[2]);
    loop_add_reader(&loop, 7, &handles[0]);
    loop_add_writer(&loop, 7, &handles[1]);
    virtual_ready_at(0, 9, EVENT_READ);
    virtual_ready_at(0, 7, EVENT_READ);
    virtual_ready_at(0, 7, EVENT_WRITE);
    loop_run_once(&loop);
    expect_str(journal_text(), "abc", "the events of one poll come by descriptor");
    expect_true(virtual_time() == 0, "what is ready needs no wait");
    loop_close(&loop);
}
END_TEST

START_TEST(what_is_not_registered_is_not_reported)
{
    struct timer timer;

    virtual_loop_init(&loop);
    timer_init(&timer, journal_write, "timer");
    loop_call_at(&loop, &timer, 1);
    virtual_ready_at(0, 3, EVENT_READ | EVENT_WRITE);
    loop_run_once(&loop);
    expect_str(journal_text(), "timer", "nobody asked for the descriptor");
    loop_close(&loop);
}
END_TEST

START_TEST(selector_fails_on_request)
{
    struct handle reader;

    virtual_loop_init(&loop);
    handle_init(&reader, journal_write, "r");
    virtual_fail_register(ENOMEM);
    expect_error(loop_add_reader(&loop, 3, &reader), ENOMEM, "the registration fails");
    expect_error(loop_add_reader(&loop, 3, &reader), 0, "the next one does not");
    virtual_ready_at(0, 3, EVENT_READ);
    virtual_fail(EBADF);
    expect_error(loop_run_once(&loop), EBADF, "the poll fails");
    expect_error(loop_run_once(&loop), 0, "the next one does not");
    loop_close(&loop);
}
END_TEST

START_TEST(long_strings_that_differ)
{
    char long_text[600];

    memset(long_text, 'a', sizeof long_text);
    long_text[500] = '"';
    long_text[599] = '\0';
    for (int i = 0; i < 599; i++)
        journal(i == 500 ? "\n" : "a");
    expect_str(journal_text(), long_text, "of long strings the difference is shown");
}
END_TEST

/* ---- Descriptions that look at damaged things ----------------------------------------------- */

static struct loop damaged;
static struct handle handles[12];

START_TEST(hang_of_a_whole_loop)
{
    static struct timer timers[12];

    virtual_loop_init(&damaged);
    hang_names(journal_write, "never used, for a journal_write() has its text");
    for (int i = 0; i < 12; i++) {
        handle_init(&handles[i], journal_write, "soon");
        loop_call_soon(&damaged, &handles[i]);
        timer_init(&timers[i], journal_write, "later");
        loop_call_at(&damaged, &timers[i], i);
    }
    loop_add_reader(&damaged, 4, &handles[11]);
    hang_report("a test that asks for the report");
}
END_TEST

static int named(void *arg)
{
    (void)arg;
    return 0;
}

START_TEST(hang_with_wild_links)
{
    ready_init(&damaged.ready);
    timer_heap_init(&damaged.timers);
    hang_shows_queue(&damaged.ready);
    hang_shows_timers(&damaged.timers);
    hang_names(named, "named()");
    handle_init(&handles[0], named, NULL);
    ready_push(&damaged.ready, &handles[0]);
    handles[0].next = NULL;
    damaged.ready.batch.next = &handles[1];
    handles[1].next = (struct handle *)8;
    damaged.timers.count = 1;
    damaged.timers.capacity = 1;
    hang_report("a test that asks for the report");
}
END_TEST

static int watched;

/* A compiler may leave out what is freed at once, unless it is kept for a moment. */
static void allocate(void)
{
    static void *volatile kept;

    kept = malloc(1);
    free(kept);
}

static void watch(void)
{
    watched++;
    allocate(); /* this one is not watched */
}

START_TEST(calls_are_watched)
{
    if (!fault_supported())
        return;
    fault_watch("malloc", watch);
    allocate();
    allocate();
    expect_int(watched, 2, "each call is told to who watches, but for the watcher's own");
    fault_clear();
    allocate();
    expect_int(watched, 2, "nobody watches any more");
}
END_TEST

START_TEST(waits_end_for_no_reason)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t never = PTHREAD_COND_INITIALIZER;

    if (!fault_supported())
        return;
    fault_inject("pthread_cond_wait", EINTR, 1, 1);
    pthread_mutex_lock(&lock);
    expect_int(pthread_cond_wait(&never, &lock), 0, "a wait may end for no reason");
    expect_int(pthread_mutex_trylock(&lock), EBUSY, "and has the lock again");
}
END_TEST

START_TEST(hang_in_a_wait_that_has_a_rule)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

    hang_means("the rule that this test is about");
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
}
END_TEST

START_TEST(hang_in_a_wait_that_nothing_ends)
{
    virtual_loop_init(&damaged);
    loop_run_forever(&damaged);
}
END_TEST

Suite *tools_suite(void)
{
    Suite *suite = suite_create("tools");
    TCase *tcase = exercise(suite, "8.1 journal", 1, "Journal");

    tcase_add_test(tcase, journal_keeps_order);
    tcase_add_test(tcase, journal_is_bounded);
    tcase_add_test(tcase, expectations_that_hold);
    tcase_add_test(tcase, errors_have_names);
    tcase = exercise(suite, "8.2 faults", 1, "Faults");
    tcase_add_test(tcase, malloc_fails_in_turn);
    tcase_add_test(tcase, fails_for_ever);
    tcase_add_test(tcase, system_calls_fail);
    tcase_add_test(tcase, code_under_test_sees_faults);
    tcase_add_test(tcase, faults_end_with_the_test);
    tcase_add_test(tcase, calls_are_watched);
    tcase_add_test(tcase, waits_end_for_no_reason);
    tcase = exercise(suite, "8.3 virtual", 1, "Virtual");
    tcase_add_test(tcase, time_starts_at_zero);
    tcase_add_test(tcase, sleeping_takes_no_time);
    tcase_add_test(tcase, sums_are_exact);
    tcase_add_test(tcase, readiness_is_level_triggered);
    tcase_add_test(tcase, events_come_in_order_of_numbers);
    tcase_add_test(tcase, what_is_not_registered_is_not_reported);
    tcase_add_test(tcase, selector_fails_on_request);
    tcase_add_test(exercise(suite, "8.4 describe_loop", 1, "Hang"), hang_of_a_whole_loop);
    tcase_add_test(exercise(suite, "8.5 describe_damage", 1, "Hang"), hang_with_wild_links);
    tcase_add_test(exercise(suite, "8.6 endless_wait", 1, "Hang"),
                   hang_in_a_wait_that_nothing_ends);
    tcase_add_test(exercise(suite, "8.7 long_strings", 1, "Strings"), long_strings_that_differ);
    tcase_add_test(exercise(suite, "8.8 wait_with_a_rule", 1, "Hang"),
                   hang_in_a_wait_that_has_a_rule);
    return suite;
}
