/*
 * Chapter 8: the rules of waiting for many: the first error, or the last child.
 *
 * What is given beside gather is tested with its exercises: taking children over in
 * check_gather_many.c, wait in check_gather_wait.c, as_completed in check_gather_completed.c, shield in
 * check_gather_shield.c.
 *
 * GA4 (the same twice), GA6 (when it is done), GA7 (the first error), GA8 (errors returned), GA9 (a
 * child that was cancelled), GA11 (it was asked to cancel).
 */
#include "gather_tests.h"

/* ---- 8.1 gather_child_done ------------------------------------------------------------------ */

START_TEST(child_the_last_one)
{
    expect_str(run(asyncio_gather(results, coro(job, .name = "a", .delay = 2),
                                  coro(job, .name = "b", .delay = 1))),
               "a(b(b)a)[0]", "a gather is done when the last of its children is done");
}
END_TEST

START_TEST(child_one_after_another) /* GA6 */
{
    static const char *const rule = "a gather is not done before its last child is";

    gather_futures(false);
    future_set_result(&fb, 2), turn();
    expect_str(came_of(&gather.future), "pending", rule);
    future_set_result(&fc, 3), turn();
    expect_str(came_of(&gather.future), "pending", rule);
    future_set_result(&fa, 1);
    expect_str(came_of(&gather.future), "pending",
               "it learns of a child's end by a callback, in the next iteration");
    turn();
    expect_str(came_of(&gather.future), "ended well",
               "when the last child is done, so is the gather");
}
END_TEST

START_TEST(child_all_at_once) /* GA6 */
{
    gather_futures(false);
    future_set_result(&fa, 1), future_set_result(&fb, 2), future_set_result(&fc, 3);
    turn();
    expect_str(came_of(&gather.future), "ended well",
               "children that end in one iteration are all counted");
}
END_TEST

START_TEST(child_done_before) /* GA6 */
{
    future_set_result(&fa, 1), future_set_result(&fb, 2), future_set_result(&fc, 3);
    gather_futures(false);
    expect_str(came_of(&gather.future), "pending",
               "children that were done before are counted by their callbacks, too");
    turn();
    expect_str(came_of(&gather.future), "ended well",
               "children that were done before are counted, too");
}
END_TEST

START_TEST(child_fails) /* GA7 */
{
    gather_futures(false);
    future_set_exception(&fb, EIO), turn();
    expect_str(
        journal_text(), "",
        "the callback of a child returns 0: what it returned would be reported as its own error");
    expect_str(came_of(&gather.future), "EIO", "the first error is the gather's error, at once");
    expect_str(came_of(&fa), "pending", "the others are not cancelled by an error");
    expect_str(came_of(&fc), "pending", "the others are not cancelled by an error");
}
END_TEST

START_TEST(child_fails_before_the_others) /* GA7 */
{
    expect_str(run(asyncio_gather(results, coro(job, .name = "a", .delay = 2),
                                  coro(job, .name = "b", .delay = 1, .error = EIO))),
               "a(b(b![EIO]",
               "an error of a child is raised at once, before the others have ended");
    expect_str(turns(2), "a)", "the others go on after an error");
}
END_TEST

START_TEST(child_fails_last) /* GA7 */
{
    gather_futures(false);
    future_set_result(&fa, 1), future_set_result(&fb, 2), turn();
    future_set_exception(&fc, EIO), turn();
    expect_str(came_of(&gather.future), "EIO", "an error of the last child is the gather's error");
}
END_TEST

START_TEST(child_fails_after_another) /* GA7; _i: whether in the same iteration */
{
    gather_futures(false);
    future_set_exception(&fb, EIO);
    if (_i == 0)
        turn();
    future_set_exception(&fa, EPERM), turn();
    expect_str(came_of(&gather.future), "EIO", "only the first error counts: a gather ends once");
}
END_TEST

START_TEST(child_fails_among_others) /* GA7; _i: which one */
{
    struct future *futures[] = {&fa, &fb, &fc};

    gather_futures(false);
    for (int i = 0; i < 3; i++)
        if (i == _i)
            future_set_exception(futures[i], EIO);
        else
            future_set_result(futures[i], i);
    turn();
    expect_str(came_of(&gather.future), "EIO",
               "if all end in one iteration and one of them fails, the gather fails");
}
END_TEST

START_TEST(child_ends_after_an_error) /* GA7 */
{
    gather_futures(false);
    future_set_exception(&fb, EIO), turn();
    future_set_result(&fa, 1), future_set_result(&fc, 3), turn();
    expect_str(came_of(&gather.future), "EIO",
               "a gather that has failed stays so when the other children end");
}
END_TEST

START_TEST(child_ends_it_once) /* GA7; _i: whether it fails */
{
    gather_futures(false);
    start(coro(awaits_future, .future = &gather.future));
    turn();
    if (_i == 0)
        future_set_result(&fa, 1);
    else
        future_set_exception(&fa, EIO);
    future_set_result(&fb, 2), future_set_result(&fc, 3);
    expect_str(turns(3), _i == 0 ? "0,again[0]" : "EIO,[EIO]",
               "whoever awaits a gather goes on once, and what came of it stays");
}
END_TEST

START_TEST(child_errors_are_read) /* GA7 */
{
    expect_str(run(asyncio_gather(NULL, coro(job, .error = EIO), coro(job, .error = EPERM),
                                  coro(job, .turns = 1, .error = EPIPE))),
               "[EIO]", "the first error is raised");
    journal_clear();
    turns(3);
    coro_free_memory();
    expect_str(journal_text(), "", "errors behind the first count as read: nobody is told of them");
}
END_TEST

START_TEST(child_of_somebody_else_is_read) /* GA7 */
{
    struct task *task = loop_create_task(&loop, coro(job, .turns = 4, .error = EPERM));

    run(asyncio_gather(NULL, coro(job, .error = EIO), task));
    turns(4);
    expect_true(task_done(task), "the others go on after an error");
    task_release(task);
    expect_str(journal_text(), "", "errors behind the first count as read, whenever they come");
}
END_TEST

START_TEST(child_cancelled_by_somebody) /* GA9 */
{
    gather_futures(false);
    future_cancel(&fb), turn();
    expect_str(came_of(&gather.future), "ECANCELED",
               "a child that somebody cancelled is an error: the gather fails with ECANCELED, and "
               "is not cancelled itself");
    expect_str(came_of(&fa), "pending", "the others go on when somebody cancels one of them");
}
END_TEST

START_TEST(child_cancelled_task) /* GA9 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "b", .delay = 1));

    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 2), task));
    turns(2);
    task_cancel(task);
    expect_str(turns(3), "b~[ECANCELED]", "a child that somebody cancelled fails the gather");
    expect_true(task_cancelled(started), "ECANCELED ends whoever awaits the gather, as an error");
    expect_str(turns(2), "a)", "the others go on when somebody cancels one of them");
    task_release(task);
}
END_TEST

START_TEST(child_answers_a_cancel) /* GA11 */
{
    static const char *const rule = "a gather that was asked to cancel ends with its first error, "
                                    "too: it does not wait for all";

    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 9),
                         coro(job, .name = "b", .delay = 9, .lingers = 5)));
    turns(2);
    cancel();
    expect_str(finish(), "a~b~[ECANCELED]", "a gather that was cancelled ends with ECANCELED");
    expect_time(virtual_time(), 0, rule);
    expect_int(tasks_left(), 1, rule);
    end_all();
}
END_TEST

START_TEST(child_fails_and_is_returned) /* GA8 */
{
    static const char *const rule =
        "when errors are returned, no error ends the gather: it waits for all children";

    gather_futures(true);
    future_set_exception(&fb, EIO), turn();
    expect_str(came_of(&gather.future), "pending", rule);
    future_cancel(&fa), turn();
    expect_str(came_of(&gather.future), "pending", rule);
    future_set_result(&fc, 3), turn();
    expect_str(came_of(&gather.future), "ended well",
               "when errors are returned, the gather ends well with the last child");
}
END_TEST

START_TEST(child_fails_last_and_is_returned) /* GA8; _i: which one fails last */
{
    struct future *futures[] = {&fa, &fb, &fc};

    gather_futures(true);
    for (int i = 0; i < 3; i++)
        if (i != _i)
            future_set_result(futures[i], i);
    future_set_exception(futures[_i], EIO), turn();
    expect_str(came_of(&gather.future), "ended well",
               "when errors are returned, the last child ends the gather even if it fails");
}
END_TEST

START_TEST(child_that_is_there_twice) /* GA4 */
{
    struct gather twice;

    expect_error(gather_start(&twice, results_of(results), NULL, AWAITABLES(&fa, &fb, &fa)), 0,
                 "the same future may be there twice");
    future_set_result(&fa, 1), turn();
    expect_str(came_of(&twice.future), "pending", "the same one twice is counted for each place");
    future_set_result(&fb, 2), turn();
    expect_str(came_of(&twice.future), "ended well",
               "the same one twice is counted for each place");
    gather_release(&twice);
}
END_TEST

START_TEST(child_of_many)
{
    enum { MANY = 1000 };
    static struct awaitable many[MANY];
    static int numbers[MANY];

    for (int i = 0; i < MANY; i++)
        many[i] = awaitable_of(coro(job, .turns = i % 7, .result = i));
    expect_str(run(asyncio_gather_array(results_of(numbers), NULL, many, MANY)), "[0]",
               "a thousand children are counted as three are");
    for (int i = 0; i < MANY; i++)
        expect_int(numbers[i], i, "results stand in the order of the arguments");
}
END_TEST

Suite *gather_suite(void)
{
    Suite *suite = suite_create("gather");
    TCase *tests = gather_exercise(suite, "8.1 gather_child_done", 6, "Counting the children");

    tcase_add_test(tests, child_one_after_another);
    tcase_add_test(tests, child_all_at_once);
    tcase_add_test(tests, child_done_before);
    tcase_add_test(tests, child_the_last_one);
    tcase_add_test(tests, child_fails);
    tcase_add_test(tests, child_fails_before_the_others);
    tcase_add_test(tests, child_fails_last);
    tcase_add_loop_test(tests, child_fails_after_another, 0, 2);
    tcase_add_loop_test(tests, child_fails_among_others, 0, 3);
    tcase_add_test(tests, child_ends_after_an_error);
    tcase_add_loop_test(tests, child_ends_it_once, 0, 2);
    tcase_add_test(tests, child_errors_are_read);
    tcase_add_test(tests, child_of_somebody_else_is_read);
    tcase_add_test(tests, child_cancelled_by_somebody);
    tcase_add_test(tests, child_cancelled_task);
    tcase_add_test(tests, child_answers_a_cancel);
    tcase_add_test(tests, child_fails_and_is_returned);
    tcase_add_loop_test(tests, child_fails_last_and_is_returned, 0, 3);
    tcase_add_test(tests, child_that_is_there_twice);
    tcase_add_test(tests, child_of_many);
    add_awaitable(tests);
    add_wait(tests);
    add_finish(suite);
    add_cancel(suite);
    return suite;
}
