/*
 * Chapter 7: the rules of the beginning of a step, and what all tests of tasks share. The end of a step is
 * in check_tasks_wait.c, cancelling in check_tasks_cancel.c, sleeping in check_sleep.c, running in
 * check_run.c and check_run_program.c.
 *
 * K2 (distances), K3 (results and errors), K8 and K9 (cancelled before a step), K12 (swallowed), K15 (what
 * was awaited was cancelled), F11 (who has looked). What is given is tested in check_tasks_step.c.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "hang.h"
#include "task_tests.h"
#include "virtual.h"

#define SPAWNED_MAX 16
#define SOON_MAX    8

struct loop loop;
struct future f, g;

static struct task *spawned[SPAWNED_MAX];
static int spawned_count;
static struct handle sooner[SOON_MAX];
static int soon_count;

/* ---- What the tests are played with --------------------------------------------------------- */

void say(const char *format, ...)
{
    char text[128];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    journal("%s%s", journal_text()[0] != '\0' ? " " : "", text);
}

/* What a job waits for. */
struct wait {
    struct coro coro;
    struct job *job;
    int got, i;
};

static void wait(struct coro *self)
{
    struct wait *my = (struct wait *)self;

    async (self) {
        if (my->job->future != NULL)
            await(my->got, my->job->future);
        if (my->job->task != NULL)
            await(my->got, my->job->task);
        if (my->job->delay > 0)
            await(asyncio_sleep(my->job->delay));
        if (my->job->parks) {
            task_park(asyncio_current_task());
            async_yield(my->got, 0);
        }
        for (my->i = 0; my->i < my->job->turns; my->i++)
            await(asyncio_sleep(0));
        async_return(my->got);
    }
}

void job(struct coro *self)
{
    struct job *my = (struct job *)self;

    async (self) {
        say("%s(", my->name);
        await_catch(my->caught, my->got, coro(wait, .job = my));
        if (my->caught != 0)
            say("%s!%s", my->name, errno_name(my->caught));
        else if (my->future != NULL || my->task != NULL)
            say("%s=%d", my->name, my->got);
        if (my->caught != 0 && !my->swallows)
            async_raise(my->caught);
        for (my->i = 0; my->i < my->after; my->i++) {
            await_catch(my->caught, asyncio_sleep(0));
            if (my->caught != 0)
                say("%s!%s", my->name, errno_name(my->caught));
        }
        if (my->error != 0)
            async_raise(my->error);
        say("%s)", my->name);
        async_return(my->got + my->result);
    }
}

struct task *spawn(struct coro *coroutine)
{
    struct task *task = loop_create_task(&loop, coroutine);

    expect_true(task != NULL, "a coroutine can be made a task");
    if (spawned_count == SPAWNED_MAX)
        expect_failed(__FILE__, __LINE__, "the test has few tasks", "more than %d", SPAWNED_MAX);
    spawned[spawned_count++] = task;
    hang_names(task->step.callback, "a task's step");
    return task;
}

struct task *spawn_named(const char *name, struct coro *coroutine)
{
    struct task *task = spawn(coroutine);

    task_set_name(task, name);
    return task;
}

const char *once(void)
{
    journal_clear();
    loop_stop(&loop); /* or an iteration in which nothing is due would sleep */
    expect_error(loop_run_once(&loop), 0, "an iteration in which nothing is wrong returns 0");
    return journal_text();
}

const char *run(void)
{
    journal_clear();
    while (loop.all_tasks != NULL)
        expect_error(loop_run_once(&loop), 0, "an iteration in which nothing is wrong returns 0");
    return journal_text();
}

const char *outcome(const struct task *task)
{
    static char text[32];

    if (!task_done(task))
        return "pending";
    if (task_cancelled(task))
        return "cancelled";
    if (task->future.error != 0)
        return errno_name(task->future.error);
    snprintf(text, sizeof text, "%lld", (long long)task->future.value.integer);
    return text;
}

int queued(void)
{
    const struct handle *ends = &loop.ready.ready, *handle = ends;
    int count = 0;

    for (; handle->next != ends; handle = handle->next)
        if (count++ > 1000 || handle->next == NULL || handle->next->prev != handle)
            return -1;
    return ends->prev == handle ? count : -1;
}

static int call_soon(void *name)
{
    say("%s", (const char *)name);
    return 0;
}

void soon(const char *name)
{
    struct handle *handle = &sooner[soon_count++ % SOON_MAX];

    handle_init(handle, call_soon, (void *)name);
    expect_error(loop_call_soon(&loop, handle), 0, "a call can be queued");
}

/* The exception handler: says what nobody looked at. */
static int report(struct loop *of, const struct exception_context *context)
{
    (void)of;
    say("report:%s", errno_name(context->error));
    return 0;
}

static void setup(void)
{
    virtual_loop_init(&loop);
    hang_shows_tasks(&loop);
    hang_shows_future(&f);
    hang_names(call_soon, "a call of the test");
    loop_set_exception_handler(&loop, report);
    future_init(&f, &loop);
    future_init(&g, &loop);
    spawned_count = soon_count = 0;
}

static void teardown(void)
{
    for (int i = 0; i < spawned_count; i++)
        task_release(spawned[i]);
    future_release(&f);
    future_release(&g);
    loop_close(&loop);
    coro_free_memory();
}

TCase *tasks_exercise(Suite *suite, const char *title, int points, const char *section)
{
    TCase *tests = exercise(suite, title, points, section);

    tcase_add_checked_fixture(tests, setup, teardown);
    return tests;
}

/* ---- 7.1 task_collect: what the await gives ------------------------------------------------- */

//! [result]
START_TEST(collect_the_result) /* K2, K3 */
{
    struct task *a = start("a", .future = &f, .result = 100);

    expect_str(once(), "a(", "a task runs up to its first wait");
    expect_str(once(), "", "a task that waits for a future is not stepped");
    future_set_result(&f, 5);
    expect_str(once(), "a=5 a)", "the result of a future is what its await gives");
    expect_str(outcome(a), "105", "what the coroutine returns is the task's result");
}
END_TEST
//! [result]

START_TEST(collect_the_error) /* K3 */
{
    struct task *a = start("a", .future = &f), *b = start("b", .future = &f, .swallows = true);

    once();
    future_set_exception(&f, EIO);
    expect_str(once(), "a!EIO b!EIO b)", "the error of a future is raised at its await");
    expect_str(outcome(a), "EIO", "an error that nobody catches is the task's error");
    expect_str(outcome(b), "0", "a task that catches an error goes on");
    expect_error(task_exception(a, &(int){0}), 0, "a task's error can be read");
}
END_TEST

START_TEST(collect_counts_as_looking) /* F11 */
{
    start("a", .future = &f, .swallows = true);
    once();
    future_set_exception(&f, EIO);
    once();
    journal_clear();
    future_release(&f);
    expect_str(journal_text(), "",
               "an error that was raised at an await is not reported: "
               "somebody has looked at it");
}
END_TEST

START_TEST(collect_a_cancellation) /* K15 */
{
    struct task *a = start("a", .future = &f);

    once();
    future_cancel(&f);
    expect_str(once(), "a!ECANCELED", "an await of a future that was cancelled raises ECANCELED");
    expect_str(outcome(a), "cancelled",
               "a task that ends with ECANCELED is cancelled, whoever began it");
}
END_TEST

START_TEST(collect_from_a_task) /* K2, K3 */
{
    struct task *a = start("a", .turns = 1, .result = 7);
    struct task *b = start("b", .task = a), *c = start("c", .task = b, .result = 1);

    expect_str(once(), "a( b( c(", "tasks begin in the order in which they were made");
    expect_str(once(), "a)", "a task that awaits a task waits for its end");
    expect_str(once(), "b=7 b)", "an awaiting task goes on one iteration after the end");
    expect_str(once(), "c=7 c)", "an awaiting task goes on one iteration after the end");
    expect_str(outcome(c), "8", "results pass from task to task");
}
END_TEST

START_TEST(collect_any_value)
{
    static struct future futures[2];
    union value value;
    struct task *a, *b;

    future_init(&futures[0], &loop), future_init(&futures[1], &loop);
    a = start("a", .future = &futures[0]);
    b = start("b", .future = &futures[1]);
    once();
    future_set_result(&futures[1], 2);
    future_set_result(&futures[0], -1);
    expect_str(once(), "b=2 b) a=-1 a)", "each await gives the result of its own future");
    expect_error(task_result(a, &value), 0, "a task's result can be read");
    expect_int(value.integer, -1, "a task's result can be read");
    expect_error(task_result(b, &value), 0, "a task's result can be read");
    expect_int(value.integer, 2, "a task's result can be read");
}
END_TEST

/* Awaits a future that fails, and then nothing that could. */
struct goes_on {
    struct coro coro;
    int caught, got, i;
};

static void goes_on(struct coro *self)
{
    struct goes_on *my = (struct goes_on *)self;

    async (self) {
        await_catch(my->caught, &f);
        for (my->i = 0; my->i < 2; my->i++) {
            await_catch(my->caught, asyncio_sleep(0));
            say("%s", errno_name(my->caught));
        }
        await_catch(my->caught, my->got, &g);
        say("%s %d", errno_name(my->caught), my->got);
    }
}

START_TEST(collect_each_error_once) /* _i: the future fails, is cancelled, or the task is */
{
    struct task *task = spawn(coro(goes_on));

    once();
    if (_i == 0)
        future_set_exception(&f, EIO);
    else if (_i == 1)
        future_cancel(&f);
    else
        future_set_result(&f, 1), task_cancel(task);
    future_set_result(&g, 3);
    expect_str(run(), "0 0 0 3",
               "an error is raised once; the next await begins with a clean slate");
}
END_TEST

/* ---- 7.1: cancelled before the step --------------------------------------------------------- */

START_TEST(collect_before_the_first_step) /* K8 */
{
    struct task *a = start("a", .turns = 1);

    expect_true(task_cancel(a), "a task that has not begun can be cancelled");
    expect_str(outcome(a), "pending", "cancelling only asks: the task is not done yet");
    expect_str(once(), "", "a task that was cancelled before its first step runs nothing");
    expect_str(outcome(a), "cancelled",
               "a task that was cancelled before its first step is cancelled one iteration later");
}
END_TEST

//! [wins]
START_TEST(collect_no_value_but_the_cancel) /* K9; _i: the future has a result, or an error */
{
    struct task *a = start("a", .future = &f);

    once();
    if (_i == 0)
        future_set_result(&f, 5);
    else
        future_set_exception(&f, EIO);
    task_cancel(a);
    expect_str(once(), "a!ECANCELED",
               "a task that was cancelled while its step was queued gets the "
               "error in place of what it waited for");
    expect_str(outcome(a), "cancelled", "a task that does not catch ECANCELED is cancelled");
}
END_TEST
//! [wins]

START_TEST(collect_instead_of_a_turn) /* K9 */
{
    struct task *a = start("a", .turns = 3);

    once();
    task_cancel(a);
    expect_str(once(), "a!ECANCELED", "a task that gave up its turn can be cancelled there");
    expect_str(outcome(a), "cancelled", "a task that does not catch ECANCELED is cancelled");
}
END_TEST

START_TEST(collect_uses_the_request_up) /* K12; _i: how it waits */
{
    struct task *a = _i == 0 ? start("a", .turns = 1, .swallows = true, .after = 3)
                             : start("a", .future = &f, .swallows = true, .after = 3);

    once();
    if (_i == 1)
        future_set_result(&f, 5);
    task_cancel(a);
    expect_str(run(), "a!ECANCELED a)",
               "a request to cancel is used up by the error: a task that catches it goes on");
    expect_str(outcome(a), "0", "a task that catches the error and ends well is not cancelled");
    expect_int(task_cancelling(a), 1,
               "how often a task was asked is still known when it has the error");
}
END_TEST

START_TEST(collect_what_stands_in_the_stack) /* Z5 */
{
    struct task *a = start("a", .parks = true);

    once();
    a->stack.raised = ECANCELED; /* as task_cancel() does to a parked task */
    task_wake(a);
    expect_str(once(), "a!ECANCELED",
               "a task that waited for no future gets the error that stands in its stack");
    expect_str(outcome(a), "cancelled", "an error that was put into the stack is not lost");
}
END_TEST

START_TEST(collect_what_stands_in_the_stack_as_value)
{
    struct task *a = start("a", .parks = true);

    once();
    a->stack.value = value_of(5); /* as one may who wakes a parked task */
    task_wake(a);
    expect_str(once(), "a)", "a parked task goes on when it is woken");
    expect_str(outcome(a), "5",
               "a task that waited for no future gets the value that stands in its stack");
}
END_TEST

/* ---- 7.1: it waits for nothing any more ----------------------------------------------------- */

/* Awaits a future, frees it, and cancels its own task: that must not look at the future again. */
struct frees {
    struct coro coro;
    struct future *future;
    int got;
};

static void frees(struct coro *self)
{
    struct frees *my = (struct frees *)self;

    async (self) {
        await(my->got, my->future);
        say("%d", my->got);
        expect_ptr(asyncio_current_task()->stack.waits_for, NULL,
                   "a task that runs waits for nothing");
        future_release(my->future);
        free(my->future);
        task_cancel(asyncio_current_task());
        await(asyncio_sleep(0));
        say("never");
    }
}

START_TEST(collect_and_forget)
{
    struct future *future = malloc(sizeof *future);
    struct task *task;

    future_init(future, &loop);
    task = spawn(coro(frees, .future = future));
    once();
    future_set_result(future, 5);
    expect_str(run(), "5", "what a task awaited is its owner's again when the await is over");
    expect_str(outcome(task), "cancelled", "a task can cancel itself");
}
END_TEST

/* Waits for nothing: looks whether the cancel before it left something. */
struct looks {
    struct coro coro;
    int caught;
};

static void looks(struct coro *self)
{
    struct looks *my = (struct looks *)self;

    async (self) {
        await_catch(my->caught, &f);
        say("%s", errno_name(my->caught));
        expect_ptr(asyncio_current_task()->stack.waits_for, NULL,
                   "a task that runs waits for nothing");
    }
}

START_TEST(collect_and_forget_when_cancelled) /* K9 */
{
    struct task *task = spawn(coro(looks));

    once();
    future_set_result(&f, 5);
    task_cancel(task);
    expect_str(run(), "ECANCELED", "a cancel comes in place of the result");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

static void add_collect(Suite *suite)
{
    TCase *tests = tasks_exercise(suite, "7.1 task_collect", 5, "What a step begins with");

    tcase_add_test(tests, collect_the_result);
    tcase_add_test(tests, collect_the_error);
    tcase_add_test(tests, collect_counts_as_looking);
    tcase_add_test(tests, collect_a_cancellation);
    tcase_add_test(tests, collect_from_a_task);
    tcase_add_test(tests, collect_any_value);
    tcase_add_loop_test(tests, collect_each_error_once, 0, 3);
    tcase_add_test(tests, collect_before_the_first_step);
    tcase_add_loop_test(tests, collect_no_value_but_the_cancel, 0, 2);
    tcase_add_test(tests, collect_instead_of_a_turn);
    tcase_add_loop_test(tests, collect_uses_the_request_up, 0, 2);
    tcase_add_test(tests, collect_what_stands_in_the_stack);
    tcase_add_test(tests, collect_what_stands_in_the_stack_as_value);
    tcase_add_test(tests, collect_and_forget);
    tcase_add_test(tests, collect_and_forget_when_cancelled);
    add_steps(tests);
}

Suite *tasks_suite(void);

Suite *tasks_suite(void)
{
    Suite *suite = suite_create("tasks");

    add_collect(suite);
    add_wait(suite);
    add_cancel(suite);
    return suite;
}
