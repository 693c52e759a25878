/*
 * Chapter 9: the rules of a pool's end.
 *
 * X5 (what has not begun can be cancelled), X9 (waits for its jobs; refuses jobs).
 */
#include "executor_tests.h"

#include <sched.h>

#include "clock.h"

/* A pool of one, whose worker waits at the gate; a and b are queued. */
static struct work first, a, b;

static void pool_with_jobs(void)
{
    struct work at_the_gate = work(.name = "f", .gate = &gate), one = work(.name = "a"),
                two = work(.name = "b");

    first = at_the_gate, a = one, b = two;
    pool_begin(1);
    submit(&pool.executor, &first);
    submit(&pool.executor, &a);
    submit(&pool.executor, &b);
    gate_await(&gate, 1);
    hang_means("no lock is held while jobs are cancelled or workers are waited for: both need it");
}

START_TEST(shutdown_of_idle_workers)
{
    struct work x = work(.gate = &gate), y = work(.gate = &gate);

    pool_begin(2);
    submit(&pool.executor, &x), submit(&pool.executor, &y);
    gate_await(&gate, 2);
    gate_open(&gate);
    await_end(&x), await_end(&y);
    await_idle(2);
    hang_means(
        "all workers that sleep are woken, see that it is the end, and get the lock, which nobody "
        "holds");
    executor_shutdown(&pool.executor, true, false);
    expect_int(pool.joined, 2, "all workers are woken, and waited for");
}
END_TEST

/*
 * A worker has looked, and is about to sleep; it still has the lock. Meanwhile the test shuts the pool down.
 * What is noted without the lock is noted too late for this worker, and it would not hear of the end.
 */
static atomic_bool noted_in_between, looked;

static void nobody_has_looked(void)
{
    noted_in_between = false;
    looked = false;
}

static void watch_the_flag(void)
{
    const double begin = clock_monotonic();

    gate_open(&gate);
    while (!pool.shutting_down && clock_monotonic() < begin + 0.2)
        sched_yield();
    noted_in_between = pool.shutting_down;
    looked = true;
}

START_TEST(shutdown_of_a_worker_that_looks)
{
    struct work x = work(.name = NULL);

    if (!fault_supported())
        return;
    pool_begin(1);
    fault_watch("pthread_cond_wait", watch_the_flag);
    submit(&pool.executor, &x);
    gate_await_open(&gate);
    executor_shutdown(&pool.executor, false, false);
    while (!looked)
        sched_yield();
    fault_clear();
    expect_true(!noted_in_between,
                "that it is the end is noted with the lock held, or a worker that is "
                "about to sleep misses it");
}
END_TEST

/* Opens the gate as soon as the pool is shutting down. */
static void *open_the_gate(void *arg)
{
    bool shutting_down;

    do {
        pthread_mutex_lock(&pool.lock);
        shutting_down = pool.shutting_down;
        pthread_mutex_unlock(&pool.lock);
    } while (!shutting_down);
    gate_open(&gate);
    return arg;
}

START_TEST(shutdown_waits) /* X9 */
{
    pthread_t opener;

    pool_with_jobs();
    pthread_create(&opener, NULL, open_the_gate, NULL);
    executor_shutdown(&pool.executor, true, false);
    expect_str(said(), "fab", "who waits for the end waits for what runs, and for what is queued");
    expect_int(pool.joined, 1, "and for the workers");
    pthread_join(opener, NULL);
}
END_TEST

START_TEST(shutdown_does_not_wait)
{
    pool_with_jobs();
    hang_means("without `wait` nobody waits, and the lock is given back");
    executor_shutdown(&pool.executor, false, false);
    expect_str(said(), "", "without `wait` nobody waits");
    expect_int(a.job.state, JOB_QUEUED, "without `cancel_jobs` what is queued stays there");
    expect_error(executor_submit(&pool.executor, &first.job), ESHUTDOWN,
                 "from now on no job is taken");
    gate_open(&gate);
    await_end(&b);
    expect_str(said(), "fab", "what was queued is still done");
}
END_TEST

START_TEST(shutdown_cancels) /* X5 */
{
    pool_with_jobs();
    executor_shutdown(&pool.executor, false, true);
    expect_int(a.ends + b.ends, 2, "jobs that have not begun are cancelled, and told so");
    expect_error(a.job.error, ECANCELED, "a job that was cancelled has ended with ECANCELED");
    expect_int(first.ends, 0, "a job that runs is not stopped");
    gate_open(&gate);
    await_end(&first);
    expect_str(said(), "f", "a job that was cancelled never runs");
    expect_error(first.job.error, 0, "what has run has its own answer");
}
END_TEST

/* Opens the gate as soon as both jobs are cancelled, or else in a second. */
static void *open_when_cancelled(void *arg)
{
    const double begin = clock_monotonic();

    while (a.ends + b.ends < 2 && clock_monotonic() < begin + 1)
        sched_yield();
    gate_open(&gate);
    return arg;
}

START_TEST(shutdown_cancels_and_waits) /* X5, X9 */
{
    pthread_t opener;

    pool_with_jobs();
    pthread_create(&opener, NULL, open_when_cancelled, NULL);
    executor_shutdown(&pool.executor, true, true);
    expect_int(pool.joined, 1, "it waits for the workers");
    expect_int(a.ends + b.ends + first.ends, 3, "every job has ended");
    expect_str(said(), "f", "what has not begun is cancelled first, then what runs is waited for");
    pthread_join(opener, NULL);
}
END_TEST

START_TEST(shutdown_and_wait_later)
{
    pool_with_jobs();
    executor_shutdown(&pool.executor, false, false);
    gate_open(&gate);
    executor_shutdown(&pool.executor, true, false);
    expect_str(said(), "fab", "one can wait later");
    executor_shutdown(&pool.executor, true, true);
    expect_int(pool.joined, 1, "to do it again does no harm");
}
END_TEST

static void submit_once_more(struct work *self)
{
    expect_error(executor_submit(&pool.executor, &self->job), ESHUTDOWN,
                 "a pool at its end refuses jobs");
}

START_TEST(shutdown_without_the_lock) /* _i: cancelled, or done */
{
    pool_with_jobs();
    a.then = submit_once_more;
    b.then = submit_once_more;
    executor_shutdown(&pool.executor, false, _i == 0);
    gate_open(&gate);
    executor_shutdown(&pool.executor, true, false);
    expect_int(a.ends + b.ends, 2,
               "no lock is held while the end of a job is told, nor while workers are waited for");
}
END_TEST

START_TEST(shutdown_of_nothing) /* _i: with and without jobs to cancel */
{
    pool_begin(3);
    executor_shutdown(&pool.executor, true, _i == 1);
    expect_int(pool.joined, 0, "a pool that had no job has no worker to wait for");
}
END_TEST

static void *wait_for_the_end(void *arg)
{
    executor_shutdown(&pool.executor, true, false);
    say("e");
    return arg;
}

START_TEST(shutdown_by_two)
{
    pthread_t one, two;

    pool_with_jobs();
    pthread_create(&one, NULL, wait_for_the_end, NULL);
    pthread_create(&two, NULL, wait_for_the_end, NULL);
    gate_open(&gate);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    expect_str(said(), "fabee", "two can wait for the same end");
}
END_TEST

void add_shutdown(Suite *suite)
{
    TCase *tests = executor_exercise(suite, "9.5 pool_shutdown", 4, "Closing the pool");

    tcase_add_checked_fixture(tests, nobody_has_looked, NULL);
    tcase_add_test(tests, shutdown_does_not_wait);
    tcase_add_test(tests, shutdown_of_idle_workers);
    tcase_add_test(tests, shutdown_of_a_worker_that_looks);
    tcase_add_test(tests, shutdown_waits);
    tcase_add_test(tests, shutdown_cancels);
    tcase_add_test(tests, shutdown_cancels_and_waits);
    tcase_add_test(tests, shutdown_and_wait_later);
    tcase_add_loop_test(tests, shutdown_without_the_lock, 0, 2);
    tcase_add_loop_test(tests, shutdown_of_nothing, 0, 2);
    tcase_add_test(tests, shutdown_by_two);
}
