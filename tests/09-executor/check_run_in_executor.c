/*
 * Chapter 9: the rules of the way back from a worker. What the loop does with a result is in
 * check_run_in_executor_deliver.c.
 *
 * X1 (the result comes through the loop), X2 (handed over at the call), X7 (a loop that is closed).
 */
#include "executor_tests.h"

#include <sched.h>

#include "clock.h"

/* Counts who is told that an argument is free again. */
static atomic_int released, delivered_count;

static void count_from_nothing(void)
{
    released = 0;
    delivered_count = 0;
}

static void count_release(void *arg, bool delivered)
{
    (void)arg;
    delivered_count += delivered;
    released++;
}

/* A coroutine that does WORK in the pool of the test. */
static struct coro *in_pool(struct work *work)
{
    return loop_run_owning(&loop, &pool.executor, work_function, work, count_release);
}

/* ---- 9.6 offload_ended ---------------------------------------------------------------------- */

START_TEST(ended_and_back) /* X1 */
{
    struct work a = work(.name = "a", .answer = 42);
    struct task *task;
    union value value;
    int answer;

    pool_begin(1);
    task = spawn(in_pool(&a));
    expect_error(finish(task, &value), 0, "what has ended in a worker comes back to the loop");
    value_into(answer, value);
    expect_int(answer, 42, "with its result");
    expect_true(!pthread_equal(a.thread, pthread_self()), "it was done in another thread");
}
END_TEST

START_TEST(ended_while_the_loop_is_busy) /* X1, X2 */
{
    struct work a = work(.name = "a");
    struct task *task;

    pool_begin(1);
    task = spawn(in_pool(&a));
    while (a.calls == 0)
        continue;
    await_idle(1);
    expect_true(!task_done(task),
                "the job was handed over at the call, and is done before any await");
    expect_true(pipe_has_byte(), "its end has woken the loop");
    iterate(1);
    expect_true(!task_done(task),
                "but the result is there only when the loop has come round to it");
    iterate(2);
    expect_true(task_done(task), "which takes the loop some iterations");
}
END_TEST

START_TEST(ended_after_the_loop) /* X7 */
{
    struct work a = work(.name = "a", .gate = &gate);
    struct task *task;

    pool_begin(1);
    task = spawn(in_pool(&a));
    iterate(1);
    gate_await(&gate, 1);
    task_cancel(task);
    iterate(3);
    expect_true(task_cancelled(task), "a task does not wait for its job when it is cancelled");
    loop_is_closed_now();
    expect_int(released, 0, "as long as a job runs nobody frees its argument");
    pool_end();
    expect_str(said(), "a", "a job goes on when its loop is gone");
    expect_int(released, 1, "what ends when its loop is gone ends its own share");
    expect_int(delivered_count, 0, "and its result is dropped");
}
END_TEST

START_TEST(ended_after_a_cancel) /* X5, X6 */
{
    struct work a = work(.gate = &gate);
    struct task *task;

    pool_begin(1);
    task = spawn(in_pool(&a));
    iterate(1);
    gate_await(&gate, 1);
    task_cancel(task);
    iterate(3);
    pool_end();
    iterate(2);
    expect_int(released, 1,
               "a job comes back to the loop, whether or not anybody still awaits it: the "
               "future is no business of the worker");
}
END_TEST

START_TEST(ended_while_the_loop_closes) /* X7; the job's end is told just before, but comes after */
{
    struct work a = work(.gate = &gate);
    struct wakeup *wakeup = loop.wakeup;
    double begin;

    pool_begin(1);
    coro_drop(in_pool(&a));
    gate_await(&gate, 1);
    pthread_mutex_lock(&wakeup->lock);
    gate_open(&gate);
    begin = clock_monotonic();
    while (clock_monotonic() < begin + 0.1) /* the worker waits for the lock by then */
        sched_yield();
    wakeup->loop = NULL;
    pthread_mutex_unlock(&wakeup->lock);
    pool_end();
    wakeup->loop = &loop;
    loop_is_closed_now();
    expect_int(released, 1, "a loop may close at any moment: only the answer of the call tells");
}
END_TEST

START_TEST(ended_on_its_way) /* X7; _i: how far it has come when the loop is closed */
{
    struct work a = work(.name = "a");
    struct task *task;

    pool_begin(1);
    task = spawn(in_pool(&a));
    while (a.calls == 0)
        continue;
    pool_end();
    iterate(_i);
    loop_is_closed_now();
    if (!task_done(task))
        loop_set_exception_handler(&loop, NULL);
    task_hold(task);
    task_release(task);
    expect_int(released, _i >= 2, "what the coroutine still waits for is not freed");
}
END_TEST

START_TEST(ended_with_nobody_left) /* X7 */
{
    struct work a = work(.name = "a", .gate = &gate);

    pool_begin(1);
    coro_drop(in_pool(&a));
    gate_await(&gate, 1);
    iterate(1);
    expect_int(released, 0, "a job that runs has its argument, even if nobody ever awaits it");
    pool_end();
    iterate(2);
    expect_int(released, 1, "when it is back all is given back");
    expect_int(delivered_count, 0, "nobody got its result");
}
END_TEST

#define JOBS 300

START_TEST(ended_at_any_moment) /* X7; the loop is closed while jobs end */
{
    static struct work jobs[JOBS];

    pool_begin(3);
    for (int i = 0; i < JOBS; i++) {
        struct work one = work(.answer = i);

        jobs[i] = one;
        coro_drop(in_pool(&jobs[i]));
        if (i % 16 == 0)
            iterate(1);
    }
    loop_is_closed_now();
    pool_end();
    expect_int(released, JOBS, "whenever a loop is closed, each job gives back what it has");
}
END_TEST

START_TEST(ended_in_the_default_pool) /* X7, X9 */
{
    struct work a = work(.name = "a");

    spawn(loop_run_owning(&loop, NULL, work_function, &a, count_release));
    loop_is_closed_now();
    expect_str(said(), "a", "a loop that is closed waits for its own threads");
}
END_TEST

Suite *run_in_executor_suite(void)
{
    Suite *suite = suite_create("run_in_executor");
    TCase *tests = executor_exercise(suite, "9.6 offload_ended", 3, "The way back");

    tcase_add_checked_fixture(tests, count_from_nothing, NULL);
    tcase_add_test(tests, ended_while_the_loop_is_busy);
    tcase_add_test(tests, ended_and_back);
    tcase_add_test(tests, ended_after_the_loop);
    tcase_add_test(tests, ended_after_a_cancel);
    tcase_add_test(tests, ended_while_the_loop_closes);
    tcase_add_loop_test(tests, ended_on_its_way, 0, 4);
    tcase_add_test(tests, ended_with_nobody_left);
    tcase_add_test(tests, ended_at_any_moment);
    tcase_add_test(tests, ended_in_the_default_pool);
    add_deliver(suite);
    return suite;
}
