/*
 * Chapter 8: the rules of cancelling a gather.
 *
 * GA10 (all children, and the answer), GA11 (it ends with ECANCELED), GA12 (too late), GA13 (with
 * shield).
 */
#include "gather_tests.h"

/* ---- 8.3 gather_cancel ---------------------------------------------------------------------- */

//! [all]
START_TEST(cancel_all_children) /* GA10, GA11 */
{
    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 2),
                         coro(job, .name = "b", .delay = 1)));
    turns(2);
    cancel();
    expect_str(turn(), "a~b~", "to cancel a gather is to cancel all its children, in order");
    expect_str(finish(), "a~b~[ECANCELED]", "a gather that was cancelled ends with ECANCELED");
    expect_time(virtual_time(), 0, "whoever is cancelled does not sleep on");
}
END_TEST
//! [all]

START_TEST(cancel_futures) /* GA10 */
{
    static const char *const rule = "to cancel a gather is to cancel all its children";

    gather_futures(false);
    expect_true(future_cancel(&gather.future), "if a child agrees, the answer is true");
    expect_str(came_of(&fa), "cancelled", rule);
    expect_str(came_of(&fb), "cancelled", rule);
    expect_str(came_of(&fc), "cancelled", rule);
    expect_str(came_of(&gather.future), "pending",
               "a gather is not done by being cancelled, but when its children are");
    turn();
    expect_str(came_of(&gather.future), "ECANCELED",
               "it fails with ECANCELED when the first child has ended with that");
}
END_TEST

START_TEST(cancel_what_is_left) /* GA10; _i: which one is left */
{
    struct future *futures[] = {&fa, &fb, &fc};

    gather_futures(false);
    for (int i = 0; i < 3; i++)
        if (i != _i)
            future_set_result(futures[i], i);
    turn();
    expect_true(future_cancel(&gather.future), "one child that agrees is enough for a true");
    expect_str(came_of(futures[_i]), "cancelled", "every child that is not done is cancelled");
    expect_str(came_of(futures[(_i + 1) % 3]), "ended well", "a child that is done stays as it is");
    turn();
    expect_str(came_of(&gather.future), "ECANCELED", "a gather that was cancelled says so");
}
END_TEST

START_TEST(cancel_too_late) /* GA12 */
{
    gather_futures(false);
    future_set_result(&fa, 1), future_set_result(&fb, 2), future_set_result(&fc, 3);
    expect_true(!future_cancel(&gather.future),
                "when all children are done there is nobody who could agree: the answer is false");
    turn();
    expect_str(came_of(&gather.future), "ended well",
               "a cancel to which nobody agreed changes nothing: the gather ends well");
    expect_int(results[1], 2, "and the results stand");
    expect_true(!future_cancel(&gather.future), "a gather that is done is not cancelled");
}
END_TEST

START_TEST(cancel_too_late_for_a_child) /* GA12 */
{
    struct gather outer;

    gather_futures(false);
    gather_start(&outer, results_of(NULL), NULL, AWAITABLES(&gather.future));
    future_set_result(&fa, 1), future_set_result(&fb, 2), future_set_result(&fc, 3);
    expect_true(!future_cancel(&outer.future),
                "the answer is the children's: one that is not done may still refuse");
    turns(2);
    expect_str(came_of(&outer.future), "ended well",
               "a cancel to which nobody agreed changes nothing: the gather ends well");
    gather_release(&outer);
}
END_TEST

START_TEST(cancel_after_an_error) /* GA12 */
{
    gather_futures(false);
    future_set_exception(&fb, EIO), turn();
    expect_true(!future_cancel(&gather.future), "a gather that has failed is not cancelled");
    expect_str(came_of(&fa), "pending", "and its children are left alone from then on");
}
END_TEST

START_TEST(cancel_with_errors_returned) /* GA11 */
{
    gather_futures(true);
    future_set_exception(&fa, EIO), turn();
    expect_true(future_cancel(&gather.future), "if a child agrees, the answer is true");
    turn();
    expect_str(came_of(&gather.future), "ECANCELED",
               "also when errors are returned, a cancelled gather fails with ECANCELED");
}
END_TEST

START_TEST(cancel_again_in_vain) /* GA11 */
{
    gather_futures(true);
    expect_true(future_cancel(&gather.future), "if a child agrees, the answer is true");
    expect_true(!future_cancel(&gather.future),
                "when all children are done there is nobody who could agree: the answer is false");
    turn();
    expect_str(came_of(&gather.future), "ECANCELED",
               "a cancel to which nobody agreed does not undo an earlier one");
}
END_TEST

START_TEST(cancel_waits_for_all) /* GA11 */
{
    start(asyncio_gather_return_exceptions(NULL, errors, coro(job, .name = "a", .delay = 9),
                                           coro(job, .name = "b", .delay = 9, .lingers = 5)));
    turns(2);
    cancel();
    expect_str(turns(3), "a~b~", "when errors are returned, a cancelled gather waits for all");
    expect_str(finish(), "a~b~[ECANCELED]", "and fails with ECANCELED");
    expect_time(virtual_time(), 5, "it waits for the last");
}
END_TEST

START_TEST(cancel_is_not_wanted) /* GA11 */
{
    start(asyncio_gather(results, coro(job, .name = "a", .delay = 9, .swallows = true),
                         coro(job, .name = "b", .delay = 9, .swallows = true)));
    turns(2);
    cancel();
    expect_str(finish(), "a~a)b~b)[ECANCELED]",
               "a gather that was cancelled remembers it, even if every child swallows that");
}
END_TEST

START_TEST(cancel_is_answered) /* GA11 */
{
    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 9, .answers = EIO),
                         coro(job, .name = "b", .delay = 9)));
    turns(2);
    cancel();
    expect_str(finish(), "a~b~[EIO]",
               "a child that answers a cancel with an error fails the gather with that");
}
END_TEST

START_TEST(cancel_twice) /* GA10 */
{
    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 9, .lingers = 5)));
    turns(2);
    cancel(), turn();
    cancel();
    expect_str(finish(), "[ECANCELED]", "a second cancel reaches the children again");
    expect_time(virtual_time(), 0, "a second cancel reaches the children again");
}
END_TEST

START_TEST(cancel_before_the_children_begin) /* GA10 */
{
    start(asyncio_gather(NULL, coro(job, .name = "a"), coro(job, .name = "b")));
    turn();
    cancel();
    expect_str(finish(), "[ECANCELED]", "children that are cancelled before they begin never run");
}
END_TEST

START_TEST(cancel_before_it_begins)
{
    start(asyncio_gather(NULL, coro(job, .name = "a"), coro(job, .name = "b")));
    cancel();
    expect_str(finish(), "", "a gather that never begins runs none of its children");
}
END_TEST

START_TEST(cancel_what_was_passed_in) /* GA10 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .delay = 9));

    start(asyncio_gather(NULL, task, &fa, coro(job, .name = "a", .delay = 9)));
    turns(2);
    cancel();
    expect_str(finish(), "t~a~[ECANCELED]",
               "tasks and futures that are passed in are cancelled too");
    expect_true(task_cancelled(task), "a task that is passed in is cancelled too");
    expect_str(came_of(&fa), "cancelled", "a future that is passed in is cancelled too");
    task_release(task);
}
END_TEST

START_TEST(cancel_a_gather_in_a_gather) /* GA10 */
{
    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 9),
                         asyncio_gather(NULL, coro(job, .name = "b", .delay = 9),
                                        coro(job, .name = "c", .delay = 9))));
    turns(3);
    cancel();
    expect_str(turns(1), "a~b~c~", "a cancel goes down through all gathers at once");
    expect_str(finish(), "a~b~c~[ECANCELED]", "and comes up again as ECANCELED");
}
END_TEST

START_TEST(cancel_around_a_shield) /* GA13 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .delay = 9));

    start(asyncio_gather(NULL, coro(job, .name = "a", .delay = 9), asyncio_shield(task)));
    turns(2);
    cancel();
    expect_str(finish(), "a~[ECANCELED]", "a shielded child survives a cancelled gather");
    expect_true(!task_done(task), "a shielded child survives a cancelled gather");
    expect_str(turns(3), "t)", "it goes on to its end");
    task_release(task);
}
END_TEST

START_TEST(cancel_inside_a_shield) /* GA13 */
{
    start(asyncio_shield(asyncio_gather(results, coro(job, .name = "a", .delay = 9, .result = 4),
                                        coro(job, .name = "b", .delay = 3))));
    turns(3);
    cancel();
    expect_str(finish(), "[ECANCELED]", "a shielded gather survives whoever awaits it");
    expect_str(turns(9), "b)a)", "its children go on to their ends");
    expect_int(results[0], 4, "and their results are stored");
}
END_TEST

START_TEST(cancel_in_the_iteration_of_the_end) /* GA12 */
{
    gather_futures(false);
    start(coro(awaits_future, .future = &gather.future));
    turn();
    future_set_result(&fa, 1), future_set_result(&fb, 2), future_set_result(&fc, 3);
    cancel();
    expect_str(finish(), "ECANCELED,again[0]",
               "a task that is cancelled when the children are done is cancelled all the same; the "
               "gather itself ends well");
}
END_TEST

START_TEST(cancel_at_any_time) /* GA10, GA11; _i: after so many iterations */
{
    start(asyncio_gather(results, coro(job, .turns = 1, .delay = 1), coro(job, .delay = 2),
                         coro(job, .turns = 3), coro(job, .delay = 1, .turns = 2)));
    turns(_i);
    if (cancel())
        expect_str(finish(), _i > 0 ? "[ECANCELED]" : "",
                   "a cancel comes through, whenever it is asked for");
    expect_int(tasks_left(), 0, "no child is left behind");
}
END_TEST

void add_cancel(Suite *suite)
{
    TCase *tests = gather_exercise(suite, "8.3 gather_cancel", 5, "Cancelling a gather");

    tcase_add_test(tests, cancel_futures);
    tcase_add_test(tests, cancel_all_children);
    tcase_add_loop_test(tests, cancel_what_is_left, 0, 3);
    tcase_add_test(tests, cancel_too_late);
    tcase_add_test(tests, cancel_too_late_for_a_child);
    tcase_add_test(tests, cancel_after_an_error);
    tcase_add_test(tests, cancel_with_errors_returned);
    tcase_add_test(tests, cancel_again_in_vain);
    tcase_add_test(tests, cancel_waits_for_all);
    tcase_add_test(tests, cancel_is_not_wanted);
    tcase_add_test(tests, cancel_is_answered);
    tcase_add_test(tests, cancel_twice);
    tcase_add_test(tests, cancel_before_the_children_begin);
    tcase_add_test(tests, cancel_before_it_begins);
    tcase_add_test(tests, cancel_what_was_passed_in);
    tcase_add_test(tests, cancel_a_gather_in_a_gather);
    tcase_add_test(tests, cancel_around_a_shield);
    tcase_add_test(tests, cancel_inside_a_shield);
    tcase_add_test(tests, cancel_in_the_iteration_of_the_end);
    tcase_add_loop_test(tests, cancel_at_any_time, 0, 10);
    add_shield(tests);
}
