/*
 * Chapter 7: the rules of sleeping, in virtual time: an hour takes no time and is exact.
 *
 * Z1 (no time at all), Z3 (a value), Z4 (in the order of deadlines), Z5 (cancelled), K2 (distances).
 */
#include <math.h>
#include <stdlib.h>

#include "fault.h"
#include "task_tests.h"
#include "virtual.h"

/* ---- 7.4 sleeping_begin: how long ----------------------------------------------------------- */

//! [thousand]
START_TEST(sleep_a_thousand_at_once)
{
    for (int i = 0; i < 1000; i++)
        task_release(loop_create_task(&loop, coro(job, .name = "", .delay = 1)));
    run();
    expect_time(virtual_time(), 1, "a thousand sleeps of one second take one second");
    expect_int(virtual_polls(), 1, "for a thousand sleeps with one deadline the loop sleeps once");
}
END_TEST
//! [thousand]

START_TEST(sleep_so_long) /* _i: which delay */
{
    static const double delays[] = {0.25, 1e-6, 3600};
    struct task *a = start("a", .delay = delays[_i]);

    once();
    expect_str(outcome(a), "pending", "a sleep does not end at once");
    expect_str(run(), "a)", "a sleep ends");
    expect_time(virtual_time(), delays[_i], "a sleep takes as long as it was told to");
}
END_TEST

START_TEST(sleep_by_deadline) /* Z4 */
{
    start("a", .delay = 3);
    start("b", .delay = 1);
    start("c", .delay = 2);
    expect_str(run(), "a( b( c( b) c) a)", "sleepers wake in the order of their deadlines");
    expect_time(virtual_time(), 3, "all sleep at the same time");
}
END_TEST

START_TEST(sleep_one_after_the_other)
{
    start("a", .delay = 1, .after = 0);
    run();
    start("b", .delay = 2);
    run();
    expect_time(virtual_time(), 3, "a sleep is counted from its own beginning");
}
END_TEST

/* Sleeps twice, and says when. */
struct twice {
    struct coro coro;
    double first, second;
};

static void twice(struct coro *self)
{
    struct twice *my = (struct twice *)self;

    async (self) {
        await(asyncio_sleep(my->first));
        say("%g", virtual_time());
        await(asyncio_sleep(my->second));
        say("%g", virtual_time());
    }
}

START_TEST(sleep_in_turn) /* Z4 */
{
    spawn(coro(twice, .first = 1, .second = 2));
    spawn(coro(twice, .first = 2, .second = 0.5));
    expect_str(run(), "1 2 2.5 3", "each sleep wakes the task that asked for it");
}
END_TEST

/* ---- 7.4: what it gives up, and what it gives ----------------------------------------------- */

START_TEST(sleep_wakes_one_iteration_later) /* K2 */
{
    start("a", .delay = 1);
    once();
    virtual_advance(1);
    expect_str(once(), "", "when its time is over a sleeper is woken, and not stepped at once");
    expect_str(once(), "a)", "the step of a sleeper runs one iteration after its time was over");
}
END_TEST

START_TEST(sleep_no_time) /* Z1; _i: how little */
{
    static const double delays[] = {0, -1, -INFINITY, -0.0};

    spawn(coro(twice, .first = delays[_i], .second = delays[_i]));
    expect_int((int)loop.timers.count, 0, "a sleep of no time makes no timer");
    once();
    soon("x");
    expect_str(once(), "0 x", "a sleep of no time gives up one turn");
    expect_int((int)loop.timers.count, 0, "a sleep of no time makes no timer");
    expect_str(once(), "0", "a sleep of no time gives up no more than one turn");
    expect_int(virtual_polls(), 0, "a sleep of no time needs no poll");
}
END_TEST

/* Sleeps, and gives what the sleep gave. */
struct valued {
    struct coro coro;
    double delay;
    int got;
};

static void valued(struct coro *self)
{
    struct valued *my = (struct valued *)self;

    async (self) {
        await(my->got, asyncio_sleep_result(my->delay, 42));
        async_return(my->got);
    }
}

START_TEST(sleep_gives_a_value) /* Z3; _i: for how long */
{
    struct task *task = spawn(coro(valued, .delay = _i));

    run();
    expect_str(outcome(task), "42", "a sleep may carry a value, which its await gives");
}
END_TEST

/* ---- 7.4: cancelled ------------------------------------------------------------------------- */

//! [cancelled]
START_TEST(sleep_is_cancelled) /* Z5 */
{
    struct task *a = start("a", .delay = 3600);

    once();
    expect_int((int)loop.timers.count, 1, "a sleep is a timer");
    task_cancel(a);
    expect_str(once(), "a!ECANCELED", "a sleeper that is cancelled is woken at once");
    expect_int((int)loop.timers.count, 0,
               "the timer of a sleep that was cancelled is gone: the loop need not wait for it");
    expect_time(virtual_time(), 0, "a sleeper that is cancelled is woken at once");
}
END_TEST
//! [cancelled]

START_TEST(sleep_is_cancelled_when_it_is_over) /* K9 */
{
    struct task *a = start("a", .delay = 1);

    once();
    virtual_advance(1);
    once();
    task_cancel(a);
    expect_str(once(), "a!ECANCELED",
               "a sleeper that has been woken can be cancelled before its step");
    expect_int((int)loop.timers.count, 0, "a sleep that was cancelled leaves no timer");
}
END_TEST

START_TEST(sleep_is_cancelled_in_its_batch) /* T7 */
{
    struct task *a = start("a", .delay = 1, .swallows = true, .after = 1);

    once();
    virtual_advance(1);
    task_cancel(a); /* its timer comes due in the iteration in which it is stepped */
    expect_str(run(), "a!ECANCELED a)",
               "a timer that comes due too late wakes nobody a second time");
}
END_TEST

START_TEST(sleep_again_after_a_cancel) /* K12 */
{
    struct task *a = start("a", .delay = 5, .swallows = true, .after = 2);

    once();
    task_cancel(a);
    expect_str(run(), "a!ECANCELED a)", "a task that catches the error goes on");
    expect_time(virtual_time(), 0,
                "a sleeper that was cancelled does not wait for the rest of its sleep");
}
END_TEST

/* Cancels itself, and sleeps. */
struct tired {
    struct coro coro;
};

static void tired(struct coro *self)
{
    async (self) {
        task_cancel(asyncio_current_task());
        await(asyncio_sleep(3600));
        say("never");
    }
}

START_TEST(sleep_after_cancelling_itself) /* K10 */
{
    struct task *task = spawn(coro(tired));

    expect_str(run(), "", "a task that cancels itself is cancelled in its next sleep");
    expect_str(outcome(task), "cancelled", "a task that cancels itself is cancelled");
    expect_time(virtual_time(), 0, "a task that is to be cancelled does not sleep first");
    expect_int((int)loop.timers.count, 0, "a sleep that was cancelled leaves no timer");
}
END_TEST

START_TEST(sleep_cancelled_by_the_first) /* Z5 */
{
    struct task *tasks[100];

    for (int i = 0; i < 100; i++)
        tasks[i] = loop_create_task(&loop, coro(job, .name = "", .delay = 1 + i));
    once();
    for (int i = 0; i < 100; i++)
        if (i % 3 != 0)
            task_cancel(tasks[i]);
    once();
    expect_int((int)loop.timers.count, 34, "each cancelled sleeper takes its own timer with it");
    run();
    expect_time(virtual_time(), 100, "sleepers that were not cancelled sleep on");
    for (int i = 0; i < 100; i++) {
        expect_true(task_cancelled(tasks[i]) == (i % 3 != 0),
                    "sleepers that were not cancelled are not cancelled by others");
        task_release(tasks[i]);
    }
}
END_TEST

/* ---- 7.4: what can go wrong ----------------------------------------------------------------- */

/* Sleeps; says which error came, and that it goes on. */
struct tries {
    struct coro coro;
    double delay;
    int caught;
};

static void tries(struct coro *self)
{
    struct tries *my = (struct tries *)self;

    async (self) {
        await_catch(my->caught, asyncio_sleep(my->delay));
        say("%s", errno_name(my->caught));
        await_catch(my->caught, asyncio_sleep(0));
        say("%s", my->caught == 0 ? "goes on" : errno_name(my->caught));
    }
}

START_TEST(sleep_without_memory)
{
    struct task *task = spawn(coro(tries, .delay = 1));

    if (!fault_supported()) {
        run();
        return;
    }
    fault_inject("realloc", ENOMEM, 1, 1);
    expect_str(run(), "ENOMEM goes on",
               "a sleep whose timer could not be set raises the error, and nobody waits for it");
    expect_str(outcome(task), "0", "a task whose sleep failed goes on");
    expect_time(virtual_time(), 0, "a sleep that failed takes no time");
    spawn(coro(tries, .delay = 1));
    expect_str(run(), "0 goes on", "another sleep goes well");
}
END_TEST

START_TEST(sleep_no_number)
{
    spawn(coro(tries, .delay = NAN));
    expect_str(run(), "EINVAL goes on", "a delay that is not a number is refused");
}
END_TEST

START_TEST(sleep_for_ever)
{
    struct task *a = start("a", .delay = INFINITY);

    once();
    virtual_advance(1e9);
    expect_str(once(), "", "a sleep without end does not end");
    task_cancel(a);
    expect_str(run(), "a!ECANCELED", "a sleep without end can be cancelled");
}
END_TEST

START_TEST(sleep_without_a_task)
{
    struct coro_stack stack;

    coro_stack_init(&stack, asyncio_sleep(1));
    expect_error(coro_resume(&stack), EINVAL, "whoever sleeps must be a task");
    coro_stack_init(&stack, asyncio_sleep(0));
    expect_error(coro_resume(&stack), 0, "to give up a turn anybody can");
    expect_error(coro_resume(&stack), CORO_ENDED, "to give up a turn anybody can");
}
END_TEST

/* Drives a sleep by hand, in a task, and then waits for something else. */
struct drives {
    struct coro coro;
    struct coro_stack stack;
    int got;
};

static void drives(struct coro *self)
{
    struct drives *my = (struct drives *)self;

    async (self) {
        coro_stack_init(&my->stack, asyncio_sleep(1));
        say("%s", errno_name(coro_resume(&my->stack)));
        await(my->got, &f);
        say("%d", my->got);
        finally {
            coro_stack_close(&my->stack);
        }
    }
}

START_TEST(sleep_driven_by_hand)
{
    spawn(coro(drives));
    expect_str(once(), "EINVAL", "whoever sleeps must be the task itself");
    virtual_advance(2);
    once();
    future_set_result(&f, 5);
    expect_str(run(), "5",
               "a task that drives another coroutine waits for nothing but its own awaits");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

Suite *sleep_suite(void);

Suite *sleep_suite(void)
{
    Suite *suite = suite_create("sleep");
    TCase *tests = tasks_exercise(suite, "7.4 sleeping_begin", 3, "Sleeping");

    tcase_add_loop_test(tests, sleep_so_long, 0, 3);
    tcase_add_test(tests, sleep_one_after_the_other);
    tcase_add_test(tests, sleep_by_deadline);
    tcase_add_test(tests, sleep_in_turn);
    tcase_add_test(tests, sleep_a_thousand_at_once);
    tcase_add_test(tests, sleep_wakes_one_iteration_later);
    tcase_add_loop_test(tests, sleep_no_time, 0, 4);
    tcase_add_loop_test(tests, sleep_gives_a_value, 0, 2);
    tcase_add_test(tests, sleep_is_cancelled);
    tcase_add_test(tests, sleep_is_cancelled_when_it_is_over);
    tcase_add_test(tests, sleep_is_cancelled_in_its_batch);
    tcase_add_test(tests, sleep_again_after_a_cancel);
    tcase_add_test(tests, sleep_after_cancelling_itself);
    tcase_add_test(tests, sleep_cancelled_by_the_first);
    tcase_add_test(tests, sleep_without_memory);
    tcase_add_test(tests, sleep_no_number);
    tcase_add_test(tests, sleep_for_ever);
    tcase_add_test(tests, sleep_without_a_task);
    tcase_add_test(tests, sleep_driven_by_hand);
    return suite;
}
