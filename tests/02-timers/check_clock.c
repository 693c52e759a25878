/*
 * Chapter 2: the rules of the clock. T1: a deadline is on a clock that only goes forward. T11: a wait
 * is rounded so that the loop does not wake early and spin.
 */
#include <float.h>
#include <math.h>
#include <stdint.h>

#include "clock.h"
#include "exercise.h"

/* The ticks of poll(), of select(), and of the calls that count in nanoseconds. */
static const long rates[] = {1000, 1000000, 1000000000};

START_TEST(ticks_of_a_whole_wait) /* _i: which rate */
{
    const long rate = rates[_i];

    expect_int(clock_ticks(1, rate), rate, "a second is as many ticks as there are in a second");
    expect_int(clock_ticks(1.5, rate), rate + rate / 2, "a wait of whole ticks is not rounded");
    expect_int(clock_ticks(0.125, rate), rate / 8, "a wait of whole ticks is not rounded");
}
END_TEST

//! [rounded_up]
START_TEST(ticks_are_rounded_up) /* T11 */
{
    expect_int(clock_ticks(0.0011, 1000), 2, "a part of a tick counts as a whole one");
    expect_int(clock_ticks(0.0019, 1000), 2, "a part of a tick counts as a whole one");
    expect_int(clock_ticks(0.0000025, 1000000), 3, "a part of a tick counts as a whole one");
}
END_TEST
//! [rounded_up]

START_TEST(ticks_of_a_tiny_wait) /* T11; _i: which rate */
{
    const long rate = rates[_i];

    expect_int(clock_ticks(1e-10, rate), 1, "the shortest wait is one tick, not none");
    expect_int(clock_ticks(DBL_MIN, rate), 1, "the shortest wait is one tick, not none");
}
END_TEST

/* Allows for the last digit of a double: 0.1 s are a hair more than 100 ms, and may be 101 ticks. */
START_TEST(ticks_are_never_early) /* T1, T11; _i: which rate */
{
    const double rate = (double)rates[_i], hair = 1e-12;
    uint32_t seed = 1;

    for (int i = 0; i < 10000; i++) {
        const double seconds = (seed = seed * 1664525 + 1013904223) / 4294967296.0 * (i % 100);
        const double ticks = (double)clock_ticks(seconds, rates[_i]);

        if (ticks < seconds * rate * (1 - hair))
            expect_failed(__FILE__, __LINE__, "a wait never ends before its time",
                          "expected clock_ticks(%.9g, %ld) to be at least %.0f, got %.0f", seconds,
                          rates[_i], ceil(seconds * rate), ticks);
        if (ticks >= seconds * rate * (1 + hair) + 1)
            expect_failed(__FILE__, __LINE__, "a wait is less than one tick longer than asked for",
                          "expected clock_ticks(%.9g, %ld) to be at most %.0f, got %.0f", seconds,
                          rates[_i], ceil(seconds * rate), ticks);
    }
}
END_TEST

//! [spin]
/* Waits for a deadline as a loop does, on a clock that counts in ticks; answers how often it woke. */
static int wakes_until(double deadline)
{
    double now = 0;
    int wakes = 0;

    for (; now < deadline && wakes < 1000; wakes++) {
        const double ticks = (double)clock_ticks(deadline - now, 1000);

        now += ticks > 0 ? ticks / 1000 : 0.000001; /* even to wait for nothing takes a while */
    }
    return wakes;
}

START_TEST(ticks_let_the_loop_sleep) /* T11 */
{
    expect_int(wakes_until(0.0105), 1,
               "a loop that waits for one deadline wakes once: rounded down, it spins");
}
END_TEST
//! [spin]

START_TEST(ticks_of_no_wait) /* _i: which rate */
{
    const long rate = rates[_i];

    expect_int(clock_ticks(0, rate), 0, "what is due now needs no wait");
    expect_int(clock_ticks(-0.0, rate), 0, "what is due now needs no wait");
    expect_int(clock_ticks(-0.0001, rate), 0, "what was due a moment ago needs no wait");
    expect_int(clock_ticks(-1e300, rate), 0, "what was due long ago needs no wait");
    expect_int(clock_ticks(-INFINITY, rate), 0, "what was always due needs no wait");
}
END_TEST

START_TEST(ticks_of_what_is_no_number)
{
    expect_int(clock_ticks(NAN, 1000), 0, "what is not a number is no wait");
    expect_int(clock_ticks(-NAN, 1000), 0, "what is not a number is no wait");
}
END_TEST

START_TEST(ticks_of_a_long_wait) /* _i: which rate */
{
    const long rate = rates[_i];
    const long long day = 86400LL * rate;

    expect_int(clock_ticks(3600, rate), 3600LL * rate, "an hour is no special case");
    expect_int(clock_ticks(CLOCK_LONGEST_WAIT, rate), day, "a day is no special case");
    expect_int(clock_ticks(86401, rate), day, "no wait is longer than a day");
    expect_int(clock_ticks(1e9, rate), day, "no wait is longer than a day");
    expect_int(clock_ticks(DBL_MAX, rate), day, "no wait is longer than a day");
    expect_int(clock_ticks(INFINITY, rate), day, "no wait is longer than a day");
}
END_TEST

START_TEST(clock_only_goes_forward) /* T1 */
{
    const double start = clock_monotonic();
    double now = start;

    for (int i = 0; i < 10000 || now == start; i++) {
        const double before = now;

        now = clock_monotonic();
        expect_true(now >= before, "the clock of timers only goes forward");
    }
}
END_TEST

Suite *clock_suite(void)
{
    Suite *suite = suite_create("clock");
    TCase *tests = exercise(suite, "2.1 clock_ticks", 3, "Rounded up");

    tcase_add_loop_test(tests, ticks_of_a_whole_wait, 0, 3);
    tcase_add_test(tests, ticks_are_rounded_up);
    tcase_add_loop_test(tests, ticks_of_a_tiny_wait, 0, 3);
    tcase_add_test(tests, ticks_let_the_loop_sleep);
    tcase_add_loop_test(tests, ticks_are_never_early, 0, 3);
    tcase_add_loop_test(tests, ticks_of_no_wait, 0, 3);
    tcase_add_test(tests, ticks_of_what_is_no_number);
    tcase_add_loop_test(tests, ticks_of_a_long_wait, 0, 3);
    tcase_add_test(tests, clock_only_goes_forward);
    return suite;
}
