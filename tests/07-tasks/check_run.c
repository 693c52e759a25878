/*
 * Chapter 7: the rules of running a loop for one result.
 *
 * L11 (what it answers), L12 (an ordinary done callback), L13 (stopped first), L14 (of another loop),
 * L15 (no run in a run), L17 (closed).
 */
#include "fault.h"
#include "task_tests.h"
#include "virtual.h"

static struct handle setter, stopper;
static union value value;

static int set_5(void *future)
{
    return future_set_result((struct future *)future, 5);
}

static int stop(void *arg)
{
    loop_stop(arg);
    return 0;
}

/* Ends f, or stops the loop, in the next iteration. */
static void soon_set(void)
{
    handle_init(&setter, set_5, &f);
    loop_call_soon(&loop, &setter);
}

static void soon_stop(void)
{
    handle_init(&stopper, stop, &loop);
    loop_call_soon(&loop, &stopper);
}

/* ---- 7.5 loop_run_until_future_done: what it answers ---------------------------------------- */

//! [until]
START_TEST(until_the_result) /* L11 */
{
    soon_set();
    expect_error(loop_run_until_complete(&loop, &f, &value), 0, "a run until a result returns 0");
    expect_int(value.integer, 5, "a run until a result gives the result");
    expect_true(!loop_is_running(&loop), "after the run the loop does not run any more");
}
END_TEST
//! [until]

START_TEST(until_a_later_result) /* L11 */
{
    struct task *a = start("a", .delay = 3, .result = 7);

    expect_error(loop_run_until_complete(&loop, a, &value), 0, "a run until a result returns 0");
    expect_int(value.integer, 7, "a run until a result gives the result");
    expect_time(virtual_time(), 3, "a run goes on as long as the result takes");
}
END_TEST

START_TEST(until_the_error) /* L11, F11 */
{
    value.integer = 99;
    expect_error(
        loop_run_until_complete(&loop, coro(job, .name = "a", .turns = 2, .error = EIO), &value),
        EIO, "a run until an error returns the error");
    expect_int(value.integer, 99, "without a result, the caller's value is not touched");
    expect_str(journal_text(), "a(", "an error that was returned is not reported"); /* F11 */
}
END_TEST

START_TEST(until_it_is_cancelled) /* L11 */
{
    future_cancel(&f);
    value.integer = 99;
    expect_error(loop_run_until_complete(&loop, &f, &value), ECANCELED,
                 "a run until a cancellation returns ECANCELED");
    expect_int(value.integer, 99, "without a result, the caller's value is not touched");
}
END_TEST

START_TEST(until_without_a_value) /* L11 */
{
    future_set_result(&f, 5);
    expect_error(loop_run_until_complete(&loop, &f, NULL), 0, "the result need not be asked for");
}
END_TEST

START_TEST(until_what_is_done) /* L11, L12 */
{
    future_set_result(&f, 5);
    soon("x");
    expect_error(loop_run_until_complete(&loop, &f, &value), 0, "a future that is done is fine");
    expect_str(journal_text(), "x", "a future that is done still takes one iteration of the loop");
    expect_int(value.integer, 5, "a run until a result gives the result");
}
END_TEST

START_TEST(until_and_no_further) /* L12 */
{
    start("a", .turns = 5);
    soon_set();
    soon("x");
    expect_error(loop_run_until_complete(&loop, &f, NULL), 0, "a run until a result returns 0");
    expect_str(journal_text(), "a( x",
               "the run is stopped by a done callback: the batch in which the result came runs to "
               "its end");
    soon("y");
    expect_int(asyncio_all_tasks(&loop, NULL, 0), 1, "what is left is left for the next run");
    run();
}
END_TEST

START_TEST(until_each_of_them) /* R8 */
{
    for (int i = 0; i < 3; i++) {
        expect_error(
            loop_run_until_complete(&loop, coro(job, .name = "a", .turns = i, .result = i), &value),
            0, "a loop can be run again and again");
        expect_int(value.integer, i, "each run gives the result of its own coroutine");
    }
    expect_ptr(loop.all_tasks, NULL,
               "nothing is left of a coroutine that has ended"); /* and nothing leaks */
}
END_TEST

/* ---- 7.5: stopped, or not run at all -------------------------------------------------------- */

START_TEST(until_it_was_stopped) /* L13 */
{
    soon_stop();
    value.integer = 99;
    expect_error(loop_run_until_complete(&loop, &f, &value), EINTR,
                 "a run that was stopped says so");
    expect_true(!future_done(&f), "the future is still pending");
    expect_int(value.integer, 99, "without a result, the caller's value is not touched");
    expect_true(f.callbacks.next == &f.callbacks, "the done callback was taken back");
    soon_set();
    expect_error(loop_run_until_complete(&loop, &f, &value), 0, "a later run can finish it");
    expect_int(value.integer, 5, "a run until a result gives the result");
}
END_TEST

START_TEST(until_stopped_and_done) /* L13 */
{
    soon_set();
    soon_stop();
    expect_error(loop_run_until_complete(&loop, &f, &value), 0,
                 "a run that was stopped when the result was there has the result");
    expect_int(value.integer, 5, "a run that was stopped when the result was there gives it");
    expect_true(ready_is_empty(&loop.ready),
                "when a run ends, its done callback is left in no queue");
    start("a", .turns = 4);
    loop_call_later(&loop, &(struct timer){.handle = {.callback = stop, .arg = &loop}}, 1);
    expect_error(loop_run_forever(&loop), 0, "nothing is left that would stop the next run");
    expect_ptr(loop.all_tasks, NULL, "nothing is left that would stop the next run");
}
END_TEST

START_TEST(until_the_poll_fails)
{
    virtual_fail(EBADF);
    expect_error(loop_run_until_complete(&loop, &f, &value), EBADF,
                 "an error of the loop is returned");
    expect_true(f.callbacks.next == &f.callbacks, "the done callback was taken back");
}
END_TEST

START_TEST(until_of_another_loop) /* L14 */
{
    struct loop other;

    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made");
    future_set_result(&f, 5);
    expect_error(loop_run_until_complete(&other, &f, &value), EINVAL,
                 "a future of another loop is refused");
    expect_error(loop_run_until_complete(&loop, (struct task *)NULL, &value), EINVAL,
                 "no task is refused");
    loop_close(&other);
}
END_TEST

/* Tries to run its own loop, and another. */
struct nests {
    struct coro coro;
    struct loop *other;
};

static void nests(struct coro *self)
{
    struct nests *my = (struct nests *)self;

    async (self) {
        say("%s", errno_name(loop_run_until_complete(&loop, &f, NULL)));
        say("%s", errno_name(loop_run_until_complete(&loop, coro(job, .name = "a"), NULL)));
        say("%s", errno_name(loop_run_until_complete(my->other, coro(job, .name = "a"), NULL)));
        await(asyncio_sleep(0));
    }
}

START_TEST(until_inside_a_run) /* L15 */
{
    struct loop other;

    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made");
    expect_error(loop_run_until_complete(&loop, coro(nests, .other = &other), NULL), 0,
                 "what was refused changes nothing");
    expect_str(journal_text(), "EDEADLK EDEADLK EDEADLK",
               "inside a run no loop can be run, and no coroutine begins");
    expect_true(f.callbacks.next == &f.callbacks, "the done callback was taken back");
    loop_close(&other);
}
END_TEST

START_TEST(until_of_a_closed_loop) /* L17, R8 */
{
    future_set_result(&f, 5);
    loop_close(&loop);
    expect_error(loop_run_until_complete(&loop, &f, NULL), EBADF, "a closed loop cannot be run");
    expect_error(loop_run_until_complete(&loop, coro(job, .name = "a"), NULL), EBADF,
                 "a closed loop cannot be run");
    expect_str(journal_text(), "",
               "a coroutine whose loop cannot run has run nothing"); /* nor does it leak */
}
END_TEST

START_TEST(until_there_is_no_memory)
{
    expect_error(loop_run_until_complete(&loop, (struct coro *)NULL, NULL), ENOMEM,
                 "a coroutine for which there was no memory says so");
    if (!fault_supported())
        return;
    fault_inject("malloc", ENOMEM, 2, 1); /* the second is the task's */
    expect_error(loop_run_until_complete(&loop, coro(job, .name = "a"), NULL), ENOMEM,
                 "a task for which there is no memory says so");
    expect_str(journal_text(), "", "a coroutine whose loop cannot run has run nothing");
}
END_TEST

/* ---- The suite ------------------------------------------------------------------------------ */

Suite *run_suite(void);

Suite *run_suite(void)
{
    Suite *suite = suite_create("run");
    TCase *tests = tasks_exercise(suite, "7.5 loop_run_until_future_done", 4, "Running until done");

    tcase_add_test(tests, until_the_result);
    tcase_add_test(tests, until_a_later_result);
    tcase_add_test(tests, until_the_error);
    tcase_add_test(tests, until_it_is_cancelled);
    tcase_add_test(tests, until_without_a_value);
    tcase_add_test(tests, until_what_is_done);
    tcase_add_test(tests, until_and_no_further);
    tcase_add_test(tests, until_each_of_them);
    tcase_add_test(tests, until_it_was_stopped);
    tcase_add_test(tests, until_stopped_and_done);
    tcase_add_test(tests, until_the_poll_fails);
    tcase_add_test(tests, until_of_another_loop);
    tcase_add_test(tests, until_inside_a_run);
    tcase_add_test(tests, until_of_a_closed_loop);
    tcase_add_test(tests, until_there_is_no_memory);
    add_run(suite);
    return suite;
}
