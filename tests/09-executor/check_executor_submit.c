/*
 * Chapter 9: the rules of handing a job over: when a pool makes a thread, and what it refuses.
 *
 * X5 (a queued job can be cancelled), X9 (a pool that is shut down refuses).
 */
#include "executor_tests.h"

#include <signal.h>

START_TEST(find_the_first_worker)
{
    struct work a = work(.name = "a");

    pool_begin(4);
    expect_int(pool_workers(), 0, "a pool without jobs has no threads");
    submit(&pool.executor, &a);
    await_end(&a);
    expect_int(pool_workers(), 1, "the first job makes the first thread");
}
END_TEST

START_TEST(find_an_idle_worker)
{
    struct work jobs[5];

    pool_begin(4);
    for (int i = 0; i < 5; i++) {
        struct work one = work(.name = "x");

        jobs[i] = one;
        submit(&pool.executor, &jobs[i]);
        expect_int(pool_workers(), 1, "as long as a worker is idle no other is made");
        await_end(&jobs[i]);
        await_idle(1);
    }
    expect_str(said(), "xxxxx", "an idle worker is woken for a job");
}
END_TEST

START_TEST(find_a_new_worker) /* X8 */
{
    struct work a = work(.gate = &gate), b = work(.gate = &gate), c = work(.gate = &gate);

    pool_begin(4);
    submit(&pool.executor, &a);
    gate_await(&gate, 1);
    submit(&pool.executor, &b);
    gate_await(&gate, 2);
    expect_int(pool_workers(), 2, "a job that finds no idle worker makes one");
    submit(&pool.executor, &c);
    gate_await(&gate, 3);
    expect_int(pool_workers(), 3, "and so does the next");
    pool_end();
}
END_TEST

//! [idle]
START_TEST(find_more_than_the_idle) /* X8 */
{
    struct work warm = work(.name = "w"), a = work(.gate = &gate), b = work(.gate = &gate);

    pool_begin(4);
    pool_lock_nests();
    submit(&pool.executor, &warm);
    await_end(&warm);
    await_idle(1);
    pthread_mutex_lock(&pool.lock); /* so that nobody wakes up in between */
    submit(&pool.executor, &a);
    submit(&pool.executor, &b);
    pthread_mutex_unlock(&pool.lock);
    gate_await(&gate, 2);
    expect_int(pool_workers(), 2,
               "one idle worker is enough for one job: what counts is how many are queued");
    pool_end();
}
END_TEST
//! [idle]

START_TEST(find_no_more_than_allowed)
{
    struct work a = work(.gate = &gate), b = work(.gate = &gate), c = work(.name = "c");

    pool_begin(2);
    submit(&pool.executor, &a), submit(&pool.executor, &b);
    gate_await(&gate, 2);
    submit(&pool.executor, &c);
    expect_int(pool_workers(), 2, "a pool has no more threads than it was allowed");
    expect_int(c.job.state, JOB_QUEUED, "a job for which there is no thread waits");
    pool_end();
}
END_TEST

START_TEST(find_nobody)
{
    struct work a = work(.name = "a");

    if (!fault_supported())
        return;
    pool_begin(2);
    a.job.arg = &a;
    fault_inject("pthread_create", EAGAIN, 1, 1);
    expect_error(executor_submit(&pool.executor, &a.job), EAGAIN,
                 "if there is no worker, and none can be made, nobody takes the job");
    expect_int(a.job.state, JOB_NEW, "a job that was refused is as it was");
    expect_int(pool.queued, 0, "a job that was refused is not queued");
    expect_int(pool_workers(), 0, "a thread that could not be made is no worker");
    submit(&pool.executor, &a);
    await_end(&a);
    expect_str(said(), "a", "once there are threads again it can be submitted");
}
END_TEST

START_TEST(find_only_the_old_ones)
{
    struct work a = work(.gate = &gate, .name = "a"), b = work(.name = "b");

    if (!fault_supported())
        return;
    pool_begin(2);
    submit(&pool.executor, &a);
    gate_await(&gate, 1);
    b.job.arg = &b;
    fault_inject("pthread_create", EAGAIN, 1, 0);
    expect_error(executor_submit(&pool.executor, &b.job), 0,
                 "if no more threads can be made, those that are there will do it");
    gate_open(&gate);
    await_end(&b);
    expect_str(said(), "ab", "those that are there do it");
}
END_TEST

START_TEST(find_refused)
{
    struct work a = work(.gate = &gate), b = work(.name = "b");

    pool_begin(1);
    submit(&pool.executor, &a);
    submit(&pool.executor, &b);
    gate_await(&gate, 1);
    expect_error(executor_submit(&pool.executor, &a.job), EALREADY,
                 "a job that runs cannot be submitted");
    expect_error(executor_submit(&pool.executor, &b.job), EALREADY, "nor one that is queued");
    gate_open(&gate);
    await_end(&b);
    executor_shutdown(&pool.executor, true, false);
    expect_error(executor_submit(&pool.executor, &b.job), ESHUTDOWN,
                 "a pool that was shut down takes no jobs");
    expect_int(b.calls, 1, "what was refused changes nothing");
}
END_TEST

START_TEST(find_and_cancel) /* X5; _i: which of the queued jobs */
{
    struct work first = work(.gate = &gate), jobs[3], last = work(.name = "l");
    const char *const left[] = {"bcl", "acl", "abl"};

    pool_begin(1);
    submit(&pool.executor, &first);
    gate_await(&gate, 1);
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"a", "b", "c"};
        struct work one = work(.name = names[i]);

        jobs[i] = one;
        submit(&pool.executor, &jobs[i]);
    }
    expect_true(!executor_cancel(&pool.executor, &first.job), "a job that runs is not cancelled");
    expect_true(executor_cancel(&pool.executor, &jobs[_i].job),
                "a job that has not begun is cancelled");
    expect_int(jobs[_i].ends, 1, "its end is told, in the thread that cancels it");
    expect_error(jobs[_i].job.error, ECANCELED,
                 "a job that was cancelled has ended with ECANCELED");
    expect_true(!executor_cancel(&pool.executor, &jobs[_i].job), "it is not cancelled twice");
    submit(&pool.executor, &last);
    gate_open(&gate);
    await_end(&last);
    expect_str(said(), left[_i], "the others keep their order");
}
END_TEST

/* Which signals a worker gets. */
static int blocked_signals(void *arg, union value *result)
{
    *result = value_of(pthread_sigmask(SIG_BLOCK, NULL, arg));
    return 0;
}

START_TEST(find_without_signals)
{
    sigset_t signals;
    struct work a = work(.name = NULL);

    pool_begin(1);
    submit(&pool.executor, &a);
    await_end(&a);
    a.ends = 0;
    a.job.function = blocked_signals;
    a.job.arg = &signals;
    expect_error(executor_submit(&pool.executor, &a.job), 0, "what is done can be submitted again");
    await_end(&a);
    expect_int(sigismember(&signals, SIGINT), 1, "signals are for other threads than workers");
    expect_int(sigismember(&signals, SIGSEGV), 0, "but for those that their own faults raise");
    pthread_sigmask(SIG_BLOCK, NULL, &signals);
    expect_int(sigismember(&signals, SIGINT), 0, "who makes a worker keeps its own signals");
}
END_TEST

START_TEST(find_no_memory)
{
    struct thread_pool none;

    if (!fault_supported())
        return;
    fault_inject("calloc", ENOMEM, 1, 1);
    expect_error(thread_pool_init(&none, 3), ENOMEM, "without memory there is no pool");
    expect_error(thread_pool_init(&none, 0), 0, "a pool has a size of its own");
    expect_true(none.max_workers >= 1 && none.max_workers <= 32, "which is no more than 32");
    thread_pool_destroy(&none);
}
END_TEST

void add_submit(Suite *suite)
{
    TCase *tests = executor_exercise(suite, "9.4 pool_find_worker", 4, "One more thread, or not");

    tcase_add_test(tests, find_the_first_worker);
    tcase_add_test(tests, find_an_idle_worker);
    tcase_add_test(tests, find_a_new_worker);
    tcase_add_test(tests, find_more_than_the_idle);
    tcase_add_test(tests, find_no_more_than_allowed);
    tcase_add_test(tests, find_nobody);
    tcase_add_test(tests, find_only_the_old_ones);
    tcase_add_test(tests, find_refused);
    tcase_add_loop_test(tests, find_and_cancel, 0, 3);
    tcase_add_test(tests, find_without_signals);
    tcase_add_test(tests, find_no_memory);
}
