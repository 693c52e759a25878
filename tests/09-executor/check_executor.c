/*
 * Chapter 9: the rules of a pool's workers. Who gets a job is in check_executor_submit.c, the end of a pool
 * in check_executor_shutdown.c.
 *
 * X1 (another thread), X3 (in order), X4 (errors), X8 (once, side by side).
 */
#include "executor_tests.h"

/* ---- 9.3 worker_next_job -------------------------------------------------------------------- */

START_TEST(next_is_done) /* X1, X4; _i: well or with an error */
{
    struct work a = work(.answer = 42, .error = _i == 0 ? 0 : EIO);
    int answer;

    pool_begin(1);
    submit(&pool.executor, &a);
    await_end(&a);
    await_idle(1);
    expect_int(a.calls, 1, "a job that is submitted is done, once");
    expect_true(!pthread_equal(a.thread, pthread_self()), "a job is done in another thread");
    value_into(answer, a.job.result);
    expect_int(answer, 42, "what the function gives is the job's result");
    expect_error(a.job.error, _i == 0 ? 0 : EIO, "what the function returns is the job's error");
    expect_int(a.job.state, JOB_DONE, "a job that has run is done");
}
END_TEST

START_TEST(next_is_the_oldest) /* X3 */
{
    struct work first = work(.gate = &gate), a = work(.name = "a"), b = work(.name = "b"),
                c = work(.name = "c"), d = work(.name = "d");

    pool_begin(1);
    submit(&pool.executor, &first);
    gate_await(&gate, 1);
    submit(&pool.executor, &a), submit(&pool.executor, &b);
    submit(&pool.executor, &c), submit(&pool.executor, &d);
    expect_int(pool.queued, 4, "jobs that nobody does yet are queued");
    gate_open(&gate);
    await_end(&d);
    expect_str(said(), "abcd", "jobs begin in the order in which they were submitted");
}
END_TEST

START_TEST(next_has_states)
{
    struct work a = work(.gate = &gate), b = work(.gate = &gate);

    pool_begin(1);
    expect_int(a.job.state, JOB_NEW, "a job that nobody has submitted is new");
    submit(&pool.executor, &a);
    gate_await(&gate, 1);
    submit(&pool.executor, &b);
    expect_int(a.job.state, JOB_RUNNING, "a job that a worker has taken is running");
    expect_int(b.job.state, JOB_QUEUED, "a job that no worker has taken is queued");
    expect_int(pool.queued, 1, "a job that runs is not queued any more");
    gate_open(&gate);
    await_end(&b);
    expect_int(b.job.state, JOB_DONE, "a job that has run is done");
}
END_TEST

START_TEST(next_is_waited_for)
{
    struct work a = work(.name = "a"), b = work(.name = "b", .gate = &gate);

    pool_begin(1);
    submit(&pool.executor, &a);
    await_end(&a);
    await_idle(1);
    submit(&pool.executor, &b);
    gate_await(&gate, 1);
    await_idle(0);
    gate_open(&gate);
    await_end(&b);
    await_idle(1);
    expect_str(said(), "ab",
               "a worker without a job waits, counts as idle meanwhile, and takes the next");
}
END_TEST

#define JOBS 2000
static struct work many[JOBS];

START_TEST(next_is_nobody_elses) /* X8 */
{
    int calls = 0, ends = 0;

    pool_begin(4);
    for (int i = 0; i < JOBS; i++) {
        struct work one = work(.answer = i);

        many[i] = one;
        submit(&pool.executor, &many[i]);
    }
    pool_end();
    for (int i = 0; i < JOBS; i++) {
        calls += many[i].calls == 1;
        ends += many[i].ends == 1;
    }
    expect_true(calls == JOBS, "each job is done once, however many workers there are");
    expect_true(ends == JOBS, "the end of each job is told once");
}
END_TEST

START_TEST(next_to_each_other) /* X8 */
{
    struct work a = work(.gate = &gate), b = work(.gate = &gate), c = work(.gate = &gate);

    pool_begin(3);
    submit(&pool.executor, &a), submit(&pool.executor, &b), submit(&pool.executor, &c);
    gate_await(&gate, 3);
    gate_open(&gate);
    await_end(&a), await_end(&b), await_end(&c);
    expect_true(!pthread_equal(a.thread, b.thread),
                "jobs are done side by side, in threads of their own");
}
END_TEST

START_TEST(next_after_the_end)
{
    struct work first = work(.gate = &gate), a = work(.name = "a"), b = work(.name = "b");

    pool_begin(1);
    submit(&pool.executor, &first);
    gate_await(&gate, 1);
    submit(&pool.executor, &a), submit(&pool.executor, &b);
    executor_shutdown(&pool.executor, false, false);
    pool_end();
    expect_str(said(), "ab", "jobs that were queued before the end still run");
    expect_int(pool.queued, 0, "and none is left");
}
END_TEST

START_TEST(next_is_none) /* _i: how many jobs it has done */
{
    struct work a = work(.name = "a");

    pool_begin(2);
    if (_i > 0) {
        submit(&pool.executor, &a);
        await_end(&a);
        await_idle(1);
    }
    pool_end();
    expect_int(pool.joined, _i, "workers that have no more jobs end with their pool");
}
END_TEST

START_TEST(next_is_none_yet) /* _i: how often a wait ends for no reason */
{
    struct work a = work(.name = "a"), b = work(.name = "b");

    if (!fault_supported())
        return;
    pool_begin(1);
    if (_i > 0)
        fault_inject("pthread_cond_wait", EINTR, 1, _i);
    submit(&pool.executor, &a);
    await_end(&a);
    await_waits(_i + 1);
    submit(&pool.executor, &b);
    await_end(&b);
    expect_str(said(), "ab", "a wait that ended for no reason has changed nothing");
}
END_TEST

static void submit_again(struct work *self)
{
    if (self->calls < 3)
        expect_error(executor_submit(&pool.executor, &self->job), 0,
                     "what is done can be submitted again");
}

START_TEST(next_is_submitted_by_a_worker)
{
    struct work a = work(.name = "a", .then = submit_again);

    pool_begin(1);
    submit(&pool.executor, &a);
    while (a.ends < 3)
        continue;
    expect_str(said(), "aaa", "no lock is held while a job runs, or while its end is told");
}
END_TEST

Suite *executor_suite(void)
{
    Suite *suite = suite_create("executor");
    TCase *tests = executor_exercise(suite, "9.3 worker_next_job", 5, "The next job");

    tcase_add_loop_test(tests, next_is_done, 0, 2);
    tcase_add_test(tests, next_is_the_oldest);
    tcase_add_test(tests, next_has_states);
    tcase_add_test(tests, next_is_waited_for);
    tcase_add_test(tests, next_is_nobody_elses);
    tcase_add_test(tests, next_to_each_other);
    tcase_add_test(tests, next_after_the_end);
    tcase_add_loop_test(tests, next_is_none_yet, 0, 3);
    tcase_add_loop_test(tests, next_is_none, 0, 2);
    tcase_add_test(tests, next_is_submitted_by_a_worker);
    add_submit(suite);
    add_shutdown(suite);
    return suite;
}
