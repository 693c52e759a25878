/*
 * Chapter 8: the rules of wait, which is given; tested with exercise 8.1.
 *
 * W1 (never raises), W2 (a timeout leaves them running), W3 (the first), W4 (sorted when it resumes), W5 (the
 * first error), W6 (cancelled), W7 (the same twice), W8 (what is refused), W9 (all are done).
 */
#include "gather_tests.h"

/* The futures that are waited for. Their order changes: it is what wait answers with. */
static struct future *futures[4];

/* Begins to wait for fa, fb and fc. */
static void start_wait(double timeout, enum asyncio_return_when return_when)
{
    futures[0] = &fa, futures[1] = &fb, futures[2] = &fc;
    start(asyncio_wait(futures, 3, timeout, return_when));
    turn();
}

/* What wait answered: those that are done, then "|", then those that are pending. */
static const char *answer(void)
{
    union value value = value_of(0);

    finish();
    journal_clear();
    expect_error(task_result(started, &value), 0, "to wait is never an error");
    for (int i = 0; i < 4; i++) {
        if (i == value.integer)
            journal("|");
        if (i < 3)
            journal("%s", futures[i] == &fa ? "a" : futures[i] == &fb ? "b" : "c");
    }
    return journal_text();
}

START_TEST(wait_for_all) /* W1 */
{
    start_wait(NO_TIMEOUT, ASYNCIO_ALL_COMPLETED);
    future_set_result(&fc, 1);
    future_set_exception(&fa, EIO), turns(2);
    expect_true(!task_done(started), "to wait for all is to wait for all, errors or not");
    future_cancel(&fb);
    expect_str(turn(), "", "the last one calls back in the next iteration");
    expect_str(turn(), "[0]", "and whoever waits goes on one later");
    expect_str(answer(), "abc|", "all are done, in the order in which they were");
}
END_TEST

START_TEST(wait_for_the_first) /* W3 */
{
    start_wait(NO_TIMEOUT, ASYNCIO_FIRST_COMPLETED);
    future_set_result(&fb, 1);
    expect_str(answer(), "b|ac", "as soon as one is done the wait is over: it stands first");
    expect_str(came_of(&fa), "pending", "the others are left alone");
}
END_TEST

START_TEST(wait_for_one_that_is_done) /* W3 */
{
    future_set_result(&fb, 1);
    start_wait(NO_TIMEOUT, ASYNCIO_FIRST_COMPLETED);
    expect_true(!task_done(started), "one that was done before is noticed through the loop, too");
    expect_str(turn(), "", "one that was done before is noticed through the loop, too");
    expect_str(turn(), "[0]", "one that was done before ends the wait");
    expect_str(answer(), "b|ac", "one that was done before stands first");
}
END_TEST

START_TEST(wait_and_sort_at_the_end) /* W4 */
{
    start_wait(NO_TIMEOUT, ASYNCIO_FIRST_COMPLETED);
    future_set_result(&fc, 1), turn();
    future_set_result(&fa, 1);
    expect_str(answer(), "ac|b", "what ended before the waiting task goes on counts as done");
}
END_TEST

START_TEST(wait_for_the_first_error) /* W5; _i: how many end well first */
{
    static const char *const answers[] = {"c|ab", "ac|b", "abc|"};

    start_wait(NO_TIMEOUT, ASYNCIO_FIRST_EXCEPTION);
    if (_i > 0)
        future_set_result(&fa, 1);
    if (_i > 1)
        future_set_result(&fb, 1);
    turns(2);
    expect_true(!task_done(started), "one that ended well does not end a wait for an error");
    future_set_exception(&fc, EIO);
    expect_str(answer(), answers[_i], "the first error ends the wait, and is not raised");
}
END_TEST

START_TEST(wait_for_an_error_that_never_comes) /* W5 */
{
    start_wait(NO_TIMEOUT, ASYNCIO_FIRST_EXCEPTION);
    future_cancel(&fa), turns(2);
    expect_true(!task_done(started), "to be cancelled is not to fail");
    future_set_result(&fb, 1), future_set_result(&fc, 1);
    expect_str(answer(), "abc|", "without an error it waits for all");
}
END_TEST

START_TEST(wait_until_the_time_is_over) /* W1, W2; _i: all three ways */
{
    struct task *tasks[2];
    union value value = value_of(0);

    tasks[0] = loop_create_task(&loop, coro(job, .name = "a", .delay = 3));
    tasks[1] = loop_create_task(&loop, coro(job, .name = "b", .delay = 9));
    expect_str(run(asyncio_wait(tasks, 2, 1, (enum asyncio_return_when)_i)), "a(b([0]",
               "a timeout raises nothing");
    expect_time(virtual_time(), 1, "it waits as long as it was told");
    task_result(started, &value);
    expect_int(value.integer, 0, "nothing is done yet");
    expect_str(turns(5), "a)b)", "those that are pending go on");
    for (int i = 0; i < 2; i++)
        task_release(tasks[i]);
}
END_TEST

START_TEST(wait_in_time) /* W1 */
{
    start_wait(5, ASYNCIO_ALL_COMPLETED);
    future_set_result(&fa, 1), future_set_result(&fb, 1), future_set_result(&fc, 1);
    expect_str(answer(), "abc|", "in time all are done");
    expect_int(loop.timers.count, 0, "the timer goes with the wait");
    expect_time(virtual_time(), 0, "and nobody waits for it");
}
END_TEST

START_TEST(wait_no_time_at_all) /* W2; _i: 0 or less */
{
    future_set_result(&fb, 1);
    start_wait(-_i, ASYNCIO_ALL_COMPLETED);
    expect_str(answer(), "b|ac", "with no time at all it tells what is done");
    expect_time(virtual_time(), 0, "with no time at all it does not wait");
}
END_TEST

START_TEST(wait_is_cancelled) /* W6 */
{
    start_wait(5, ASYNCIO_ALL_COMPLETED);
    future_set_result(&fa, 1), turn();
    cancel();
    expect_str(finish(), "[ECANCELED]", "whoever waits can be cancelled");
    expect_str(came_of(&fb), "pending", "and what was waited for is not");
    expect_true(fb.callbacks.next == &fb.callbacks, "its callbacks are taken off");
    expect_int(loop.timers.count, 0, "the timer goes with the wait");
    expect_true(futures[0] == &fa && futures[1] == &fb, "the array is as it was");
}
END_TEST

START_TEST(wait_for_the_same_twice) /* W7 */
{
    union value value = value_of(0);

    futures[0] = &fa, futures[1] = &fb, futures[2] = &fa;
    start(asyncio_wait(futures, 3, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
    turn();
    future_set_result(&fa, 1), turns(2);
    expect_true(!task_done(started), "one that stands there twice is not two");
    future_set_result(&fb, 1);
    expect_str(finish(), "[0]", "one that stands there twice is waited for once");
    task_result(started, &value);
    expect_int(value.integer, 3, "and counted for each of its places");
}
END_TEST

START_TEST(wait_for_what_is_refused) /* W8 */
{
    struct loop other;
    struct future foreign;

    futures[0] = &fa, futures[1] = NULL;
    expect_str(run(asyncio_wait(futures, 0, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED)), "[EINVAL]",
               "there must be something to wait for");
    expect_str(run(asyncio_wait((struct task **)NULL, 3, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED)),
               "[EINVAL]", "there must be something to wait for");
    expect_str(run(asyncio_wait(futures, 1, NO_TIMEOUT, (enum asyncio_return_when)9)), "[EINVAL]",
               "there are three ways to wait and no more");
    expect_str(run(asyncio_wait(futures, 2, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED)), "[ENOMEM]",
               "one of them that could not be allocated is an error");
    expect_error(loop_init(&other, &virtual_selector), 0, "there can be two loops");
    future_init(&foreign, &other);
    futures[1] = &foreign;
    expect_str(run(asyncio_wait(futures, 2, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED)), "[EINVAL]",
               "what is of another loop cannot be waited for");
    expect_true(fa.callbacks.next == &fa.callbacks, "after an error nothing has begun");
    future_release(&foreign);
    loop_close(&other);
}
END_TEST

START_TEST(wait_again) /* W9 */
{
    future_set_result(&fa, 1), future_set_exception(&fb, EIO), future_cancel(&fc);
    for (int i = 0; i < 2; i++) {
        start_wait(NO_TIMEOUT, ASYNCIO_ALL_COMPLETED);
        expect_str(answer(), "abc|", "one may wait again for what is done, and gets the same");
    }
}
END_TEST

START_TEST(wait_reads_no_error) /* W1 */
{
    start_wait(NO_TIMEOUT, ASYNCIO_ALL_COMPLETED);
    future_set_exception(&fa, EIO), future_set_result(&fb, 1), future_set_result(&fc, 1);
    finish();
    journal_clear();
    future_release(&fa);
    expect_str(journal_text(), "report: EIO;",
               "to wait for all is not to read an error: if nobody does, it is reported");
}
END_TEST

START_TEST(wait_without_memory) /* _i: which allocation fails */
{
    static const char *const functions[] = {"calloc", "realloc"};

    if (!fault_supported())
        return;
    futures[0] = &fa, futures[1] = &fb;
    start(asyncio_wait(futures, 2, 5, ASYNCIO_ALL_COMPLETED));
    fault_inject(functions[_i], ENOMEM, 1, 0);
    expect_str(finish(), "[ENOMEM]", "without memory nothing begins");
    expect_true(fa.callbacks.next == &fa.callbacks, "after an error nothing has begun");
    expect_int(loop.timers.count, 0, "the timer goes with the wait");
}
END_TEST

START_TEST(wait_at_any_time) /* W6; _i: cancelled after so many iterations */
{
    struct task *tasks[3];

    for (int i = 0; i < 3; i++)
        tasks[i] = loop_create_task(&loop, coro(job, .turns = i, .delay = i, .result = i));
    start(asyncio_wait(tasks, 3, 1.5, ASYNCIO_FIRST_EXCEPTION));
    turns(_i);
    if (cancel())
        expect_str(finish(), _i == 0 ? "" : "[ECANCELED]",
                   "a cancel comes through, whenever it is asked for");
    end_all();
    for (int i = 0; i < 3; i++)
        task_release(tasks[i]);
}
END_TEST

void add_wait(TCase *tests)
{
    tcase_add_test(tests, wait_for_all);
    tcase_add_test(tests, wait_for_the_first);
    tcase_add_test(tests, wait_for_one_that_is_done);
    tcase_add_test(tests, wait_and_sort_at_the_end);
    tcase_add_loop_test(tests, wait_for_the_first_error, 0, 3);
    tcase_add_test(tests, wait_for_an_error_that_never_comes);
    tcase_add_loop_test(tests, wait_until_the_time_is_over, 0, 3);
    tcase_add_test(tests, wait_in_time);
    tcase_add_loop_test(tests, wait_no_time_at_all, 0, 2);
    tcase_add_test(tests, wait_is_cancelled);
    tcase_add_test(tests, wait_for_the_same_twice);
    tcase_add_test(tests, wait_for_what_is_refused);
    tcase_add_test(tests, wait_again);
    tcase_add_test(tests, wait_reads_no_error);
    tcase_add_loop_test(tests, wait_without_memory, 0, 2);
    tcase_add_loop_test(tests, wait_at_any_time, 0, 8);
}
