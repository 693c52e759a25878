/*
 * Chapter 8: the rules of wait_for.
 *
 * WF1 (in time), WF2 (no timeout), WF3 (too late), WF4 (swallowed), WF5 (answered with an error), WF6 (no
 * time at all), WF7 (cancelled), WF8 (cancelled again), WF9 (the timer), WF10 (with shield).
 */
#include "gather_tests.h"

/* The result of `started`. */
static long long result(void)
{
    union value value = value_of(-1);

    task_result(started, &value);
    return value.integer;
}

/* ---- 8.5 wait_for --------------------------------------------------------------------------- */

START_TEST(wait_for_in_time) /* WF1, WF9 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 1, .result = 7), 2)), "a(a)[0]",
               "in time it ends as what it awaits");
    expect_int(result(), 7, "in time it gives the result of what it awaits");
    expect_int(loop.timers.count, 0, "the timer goes with it");
}
END_TEST

START_TEST(wait_for_an_error) /* WF1, WF9 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 1, .error = EIO), 2)),
               "a(a![EIO]", "an error of what it awaits comes out of it");
    expect_int(loop.timers.count, 0, "the timer goes with it");
}
END_TEST

START_TEST(wait_for_in_vain) /* WF3 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 2), 1)), "a(a~[ETIMEDOUT]",
               "when the time is over, what is awaited is cancelled, and ETIMEDOUT is raised");
    expect_time(virtual_time(), 1, "it waits as long as it was told");
}
END_TEST

START_TEST(wait_for_not_a_number)
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a"), NAN)), "[EINVAL]",
               "what is not a number is no time");
}
END_TEST

START_TEST(wait_for_from_now_on) /* WF3 */
{
    virtual_advance(100);
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 2), 1)), "a(a~[ETIMEDOUT]",
               "when the time is over, what is awaited is cancelled, and ETIMEDOUT is raised");
    expect_time(virtual_time(), 101, "the time counts from the moment at which it is awaited");
}
END_TEST

START_TEST(wait_for_no_time_out) /* WF2 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 1e9, .result = 7), NO_TIMEOUT)),
               "a(a)[0]", "without a timeout it just awaits");
    expect_int(result(), 7, "without a timeout it just awaits");
}
END_TEST

START_TEST(wait_for_in_the_same_step) /* WF1 */
{
    start(asyncio_wait_for(coro(job, .name = "a", .result = 7), 2));
    expect_str(turn(), "a(a)[0]", "a coroutine runs in the task that awaits it: nobody waits here");
    expect_int(result(), 7, "the result is there at once");
}
END_TEST

/* Gives the task that runs it. */
struct who {
    struct coro coro;
};

static void who(struct coro *self)
{
    async (self)
        async_return(asyncio_current_task());
}

START_TEST(wait_for_in_the_same_task) /* WF1 */
{
    union value value = value_of(0);

    run(asyncio_wait_for(coro(who), 2));
    task_result(started, &value);
    expect_true(value.pointer == started, "a coroutine runs in the task that awaits it");
}
END_TEST

START_TEST(wait_for_the_real_end) /* WF3 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 9, .lingers = 3), 1)),
               "a(a~[ETIMEDOUT]", "ETIMEDOUT is raised when what was awaited has really ended");
    expect_time(virtual_time(), 4, "it waits until what was cancelled has ended");
}
END_TEST

START_TEST(wait_for_one_that_swallows) /* WF4 */
{
    expect_str(
        run(asyncio_wait_for(coro(job, .name = "a", .delay = 9, .swallows = true, .result = 7), 1)),
        "a(a~a)[0]", "the answer of what swallows the cancel wins over the timeout");
    expect_int(result(), 7, "the answer of what swallows the cancel wins over the timeout");
}
END_TEST

START_TEST(wait_for_one_that_fails) /* WF5 */
{
    expect_str(run(asyncio_wait_for(coro(job, .name = "a", .delay = 9, .answers = EIO), 1)),
               "a(a~[EIO]", "an error with which the cancel is answered wins over the timeout");
}
END_TEST

START_TEST(wait_for_a_future) /* WF1, WF9; _i: what becomes of it */
{
    start(asyncio_wait_for(&fa, 2));
    turn();
    if (_i == 0)
        future_set_result(&fa, 5);
    else if (_i == 1)
        future_set_exception(&fa, EIO);
    else if (_i == 2)
        future_cancel(&fa);
    expect_str(finish(),
               _i == 0   ? "[0]"
               : _i == 1 ? "[EIO]"
               : _i == 2 ? "[ECANCELED]"
                         : "[ETIMEDOUT]",
               "a future can be awaited, too; it is cancelled when the time is over");
    expect_str(came_of(&fa),
               _i == 0   ? "ended well"
               : _i == 1 ? "EIO"
                         : "cancelled",
               "a future for which the time is over is cancelled");
    expect_int(result(), _i == 0 ? 5 : -1, "its result comes out");
}
END_TEST

START_TEST(wait_for_a_task) /* WF3; _i: in time, or not */
{
    struct task *task =
        loop_create_task(&loop, coro(job, .name = "a", .delay = 2, .lingers = 1, .result = 7));

    expect_str(run(asyncio_wait_for(task, _i == 0 ? 3 : 1)),
               _i == 0 ? "a(a)[0]" : "a(a~[ETIMEDOUT]",
               "a task that is passed in is awaited, and cancelled when the time is over");
    expect_true(task_done(task), "it does not end before the task has");
    expect_time(virtual_time(), 2, "it waits until what was cancelled has ended");
    task_release(task);
}
END_TEST

START_TEST(wait_for_what_is_done) /* WF6; _i: with time, or with none */
{
    future_set_result(&fa, 5);
    start(asyncio_wait_for(&fa, _i == 0 ? 1 : 0));
    expect_str(turn(), "[0]", "what is done gives its result at once, even with no time at all");
    expect_int(result(), 5, "what is done gives its result at once, even with no time at all");
    future_cancel(&fb);
    start(asyncio_wait_for(&fb, _i == 0 ? 1 : 0));
    expect_str(turn(), "[ECANCELED]", "what was cancelled before is no timeout");
}
END_TEST

START_TEST(wait_for_no_time_at_all) /* WF6; _i: 0 or less */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .delay = 9, .lingers = 2));

    expect_str(run(asyncio_wait_for(coro(job, .name = "a"), -_i)), "t([ETIMEDOUT]",
               "with no time at all a coroutine never begins");
    expect_str(run(asyncio_wait_for(&fa, -_i)), "[ETIMEDOUT]", "what is not done is cancelled");
    expect_str(came_of(&fa), "cancelled", "what is not done is cancelled");
    expect_str(run(asyncio_wait_for(task, -_i)), "t~[ETIMEDOUT]",
               "and waited for until it has ended");
    expect_time(virtual_time(), 2, "and waited for until it has ended");
    task_release(task);
}
END_TEST

START_TEST(wait_for_no_time_and_an_answer) /* WF4, WF5, WF6; _i: the answer */
{
    struct task *task = loop_create_task(
        &loop, coro(job, .delay = 9, .swallows = _i == 0, .answers = EIO, .result = 7));

    turn();
    expect_str(run(asyncio_wait_for(task, 0)), _i == 0 ? "[0]" : "[EIO]",
               "the answer of what is cancelled wins over the timeout, also with no time at all");
    expect_int(result(), _i == 0 ? 7 : -1, "the answer of what is cancelled wins over the timeout");
    task_release(task);
}
END_TEST

START_TEST(wait_for_is_cancelled) /* WF7, WF9; _i: with time, without end, with none */
{
    static const double timeouts[] = {5, NO_TIMEOUT, 0};
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .delay = 9, .lingers = 2));

    turn();
    start(asyncio_wait_for(task, timeouts[_i]));
    turn();
    cancel();
    expect_str(finish(), "t~[ECANCELED]", "whoever cancels it gets ECANCELED");
    expect_time(virtual_time(), _i < 2 ? 2 : 0, "what it awaits is cancelled and waited for");
    end_all();
    expect_int(loop.timers.count, 0, "the timer goes with it");
    task_release(task);
}
END_TEST

START_TEST(wait_for_is_cancelled_again) /* WF8 */
{
    start(asyncio_wait_for(coro(job, .name = "a", .delay = 9, .lingers = 9), 1));
    turns(3);
    expect_time(virtual_time(), 1, "the time is over");
    cancel();
    expect_str(finish(), "[ECANCELED]",
               "while it waits for what does not want to end it can be cancelled itself");
    expect_time(virtual_time(), 1, "and that is at once");
}
END_TEST

START_TEST(wait_for_is_cancelled_when_it_is_done) /* WF7, section 30 */
{
    start(asyncio_wait_for(&fa, 5));
    turn();
    future_set_result(&fa, 1);
    cancel();
    expect_str(finish(), "[ECANCELED]",
               "a cancel is not lost because what is awaited ended in the same moment");
}
END_TEST

START_TEST(wait_for_never_begins) /* _i: with time or without */
{
    start(asyncio_wait_for(coro(job, .name = "a"), 1 - _i));
    cancel();
    expect_str(finish(), "",
               "what is cancelled before it begins runs nothing, and loses no memory");
    coro_drop(asyncio_wait_for(coro(job, .name = "a"), 1 - _i));
}
END_TEST

START_TEST(wait_for_a_shield) /* WF10 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "t", .delay = 2));

    expect_str(run(asyncio_wait_for(asyncio_shield(task), 1)), "t([ETIMEDOUT]",
               "the time is over for whoever waits");
    expect_str(turns(3), "t)", "but what is in a shield goes on");
    task_release(task);
}
END_TEST

START_TEST(wait_for_a_wait_for) /* WF3; _i: which time is over */
{
    expect_str(
        run(asyncio_wait_for(asyncio_wait_for(coro(job, .name = "a", .delay = 9), 1 + _i), 2 - _i)),
        "a(a~[ETIMEDOUT]", "one in another: the first deadline ends both");
    expect_time(virtual_time(), 1, "one in another: the first deadline ends both");
}
END_TEST

START_TEST(wait_for_many) /* WF3 */
{
    expect_str(run(asyncio_wait_for(asyncio_gather(results, coro(job, .name = "a", .delay = 9),
                                                   coro(job, .name = "b", .delay = 9)),
                                    1)),
               "a(b(a~b~[ETIMEDOUT]", "a gather for which the time is over cancels its children");
}
END_TEST

START_TEST(wait_for_nothing) /* _i: with time or without */
{
    expect_str(run(asyncio_wait_for((struct coro *)NULL, 1 - _i)), "[ENOMEM]",
               "no memory for what is awaited is an error");
    expect_str(run(asyncio_wait_for((struct task *)NULL, 1 - _i)), "[ENOMEM]",
               "no memory for what is awaited is an error");
}
END_TEST

START_TEST(wait_for_without_memory_for_itself) /* _i: with time or without */
{
    struct coro *what = freed_is_said(), *waiting;

    if (!fault_supported()) {
        coro_drop(what);
        return;
    }
    coro_free_memory();
    fault_inject("malloc", ENOMEM, 1, 1);
    waiting = asyncio_wait_for(what, 1 - _i);
    fault_clear();
    expect_true(waiting == NULL, "without memory nobody waits");
    expect_str(journal_text(), "freed", "and what should be awaited is freed");
}
END_TEST

START_TEST(wait_for_without_memory) /* _i: which allocation fails; with time or without */
{
    if (!fault_supported())
        return;
    start(asyncio_wait_for(coro(job, .name = "a", .delay = 9), 1 - _i));
    fault_inject(_i == 0 ? "realloc" : "malloc", ENOMEM, 1, 1);
    expect_str(finish(), "[ENOMEM]", "without memory what is awaited does not begin");
}
END_TEST

START_TEST(wait_for_at_any_time) /* WF7; _i: after so many iterations */
{
    start(asyncio_wait_for(coro(job, .turns = 2, .delay = 9, .lingers = 1), 3));
    turns(_i);
    if (cancel())
        expect_str(finish(), _i == 0 ? "" : "[ECANCELED]",
                   "a cancel comes through, whenever it is asked for");
    expect_int(loop.timers.count, 0, "the timers go with it");
}
END_TEST

Suite *wait_for_suite(void)
{
    Suite *suite = suite_create("wait_for");
    TCase *tests = gather_exercise(suite, "8.5 wait_for", 3, "Waiting no longer than this");

    tcase_add_test(tests, wait_for_in_time);
    tcase_add_test(tests, wait_for_an_error);
    tcase_add_test(tests, wait_for_in_vain);
    tcase_add_test(tests, wait_for_from_now_on);
    tcase_add_test(tests, wait_for_no_time_out);
    tcase_add_test(tests, wait_for_in_the_same_step);
    tcase_add_test(tests, wait_for_in_the_same_task);
    tcase_add_test(tests, wait_for_the_real_end);
    tcase_add_test(tests, wait_for_one_that_swallows);
    tcase_add_test(tests, wait_for_one_that_fails);
    tcase_add_loop_test(tests, wait_for_a_future, 0, 4);
    tcase_add_loop_test(tests, wait_for_a_task, 0, 2);
    tcase_add_loop_test(tests, wait_for_what_is_done, 0, 2);
    tcase_add_loop_test(tests, wait_for_no_time_at_all, 0, 2);
    tcase_add_loop_test(tests, wait_for_no_time_and_an_answer, 0, 2);
    tcase_add_loop_test(tests, wait_for_is_cancelled, 0, 3);
    tcase_add_test(tests, wait_for_is_cancelled_again);
    tcase_add_test(tests, wait_for_is_cancelled_when_it_is_done);
    tcase_add_loop_test(tests, wait_for_never_begins, 0, 2);
    tcase_add_test(tests, wait_for_a_shield);
    tcase_add_loop_test(tests, wait_for_a_wait_for, 0, 2);
    tcase_add_test(tests, wait_for_many);
    tcase_add_test(tests, wait_for_not_a_number);
    tcase_add_loop_test(tests, wait_for_nothing, 0, 2);
    tcase_add_loop_test(tests, wait_for_without_memory_for_itself, 0, 2);
    tcase_add_loop_test(tests, wait_for_without_memory, 0, 2);
    tcase_add_loop_test(tests, wait_for_at_any_time, 0, 8);
    return suite;
}
