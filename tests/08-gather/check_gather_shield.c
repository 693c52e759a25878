/*
 * Chapter 8: the rules of shield, which is given; tested with exercise 8.3.
 *
 * SH1 (result and error), SH2 (the inner goes on), SH3 (the inner is cancelled), SH4 (done already), SH5
 * (the callback is taken off), SH6 (errors that nobody reads), SH7 (who owns the inner).
 */
#include "gather_tests.h"

static struct shield shield;

START_TEST(shield_passes_on) /* SH1 */
{
    union value value = value_of(0);

    expect_str(run(asyncio_shield(coro(job, .name = "a", .delay = 1, .result = 7))), "a(a)[0]",
               "a shield ends as what is in it");
    expect_error(task_result(started, &value), 0, "a shield ends as what is in it");
    expect_int(value.integer, 7, "a shield gives the result of what is in it");
    expect_str(run(asyncio_shield(coro(job, .name = "a", .error = EIO))), "a(a![EIO]",
               "a shield passes on the error of what is in it");
}
END_TEST

START_TEST(shield_one_iteration_later) /* SH1 */
{
    union value value = value_of(0);

    expect_error(shield_start(&shield, awaitable_of(&fa)), 0, "a future can be shielded");
    future_set_result(&fa, 5);
    expect_str(came_of(&shield.future), "pending", "the end passes on by a callback");
    turn();
    expect_error(future_result(&shield.future, &value), 0, "one iteration later it is there");
    expect_int(value.integer, 5, "a shield gives the result of what is in it");
    shield_release(&shield);
}
END_TEST

START_TEST(shield_keeps_a_cancel_away) /* SH2 */
{
    start(asyncio_shield(coro(job, .name = "a", .delay = 2)));
    expect_str(turns(2), "a(", "a coroutine in a shield becomes a task");
    cancel();
    expect_str(finish(), "[ECANCELED]", "whoever awaits a shield can be cancelled");
    expect_str(turns(3), "a)", "what is in the shield goes on");
}
END_TEST

START_TEST(shield_keeps_a_cancel_from_a_task) /* SH2 */
{
    struct task *task = loop_create_task(&loop, coro(job, .name = "a", .delay = 2, .result = 3));
    union value value = value_of(0);

    start(asyncio_shield(task));
    turn();
    cancel();
    expect_str(finish(), "[ECANCELED]", "whoever awaits a shield can be cancelled");
    expect_int(task_cancelling(task), 0, "a task in a shield is not even asked");
    turns(3);
    expect_error(task_result(task, &value), 0, "a task in a shield can be awaited again");
    expect_int(value.integer, 3, "a task in a shield can be awaited again");
    task_release(task);
}
END_TEST

START_TEST(shield_when_the_inner_is_cancelled) /* SH3 */
{
    expect_error(shield_start(&shield, awaitable_of(&fa)), 0, "a future can be shielded");
    future_cancel(&fa), turn();
    expect_str(came_of(&shield.future), "cancelled",
               "if what is in the shield is cancelled by somebody, so is the shield");
    shield_release(&shield);
}
END_TEST

START_TEST(shield_of_a_gather_that_fails) /* SH1, GA9; _i: it is done before, or after */
{
    gather_futures(false);
    future_cancel(&fb);
    if (_i == 0)
        turn();
    expect_error(shield_start(&shield, awaitable_of(&gather.future)), 0,
                 "a gather can be shielded");
    turns(2);
    expect_str(came_of(&shield.future), "ECANCELED",
               "a gather that fails with ECANCELED was not cancelled, and nor is its shield");
    shield_release(&shield);
}
END_TEST

START_TEST(shield_of_what_is_done) /* SH4 */
{
    future_set_result(&fa, 1);
    start(asyncio_shield(&fa));
    expect_str(turn(), "[0]", "a shield of what is done is done: nobody waits");
    future_set_exception(&fb, EIO);
    start(asyncio_shield(&fb));
    expect_str(turn(), "[EIO]", "a shield of what has failed fails at once");
    future_cancel(&fc);
    start(asyncio_shield(&fc));
    expect_str(turn(), "[ECANCELED]", "a shield of what was cancelled is cancelled at once");
}
END_TEST

START_TEST(shield_lets_go) /* SH5 */
{
    shield_start(&shield, awaitable_of(&fa));
    expect_true(future_cancel(&shield.future), "a shield that waits can be cancelled");
    expect_str(came_of(&shield.future), "cancelled", "and is done by that");
    turn();
    expect_true(fa.callbacks.next == &fa.callbacks,
                "a shield that was cancelled takes its callback back");
    shield_release(&shield);
}
END_TEST

START_TEST(shield_and_an_error_that_nobody_reads) /* SH6 */
{
    start(asyncio_shield(coro(job, .delay = 2, .error = EIO)));
    turns(2);
    cancel();
    finish();
    expect_str(
        turns(3), "report: EIO;",
        "when nobody awaits a shield any more, an error in it that nobody reads is reported");
}
END_TEST

START_TEST(shield_cancelled_when_the_inner_fails) /* SH5, SH6 */
{
    struct task *task = loop_create_task(&loop, coro(job, .turns = 1, .error = EIO));

    shield_start(&shield, awaitable_of(task));
    turns(2);
    expect_true(task_done(task), "the task in the shield is done");
    future_cancel(&shield.future);
    turn();
    expect_str(came_of(&shield.future), "cancelled", "a shield that was cancelled stays so");
    shield_release(&shield);
    journal_clear();
    task_release(task);
    expect_str(journal_text(), "", "its callback was queued already: the error counts as read");
}
END_TEST

START_TEST(shield_in_a_shield) /* SH2 */
{
    start(asyncio_shield(asyncio_shield(coro(job, .name = "a", .delay = 2))));
    turns(3);
    cancel();
    expect_str(finish(), "[ECANCELED]", "a shield can be shielded");
    expect_str(turns(4), "a)", "what is in the shield goes on");
}
END_TEST

START_TEST(shield_released_early) /* SH7 */
{
    expect_error(shield_start(&shield, awaitable_of(&fa)), 0, "a future can be shielded");
    shield_release(&shield);
    future_set_result(&fa, 1);
    expect_true(ready_is_empty(&loop.ready), "a shield that was released waits for nothing");
    shield_release(&shield);
    shield = (struct shield){0};
    shield_release(&shield);
}
END_TEST

START_TEST(shield_of_nothing)
{
    struct loop other;

    expect_str(run(asyncio_shield((struct coro *)NULL)), "[ENOMEM]",
               "no memory for what is shielded is an error of the shield");
    expect_str(run(asyncio_shield((struct task *)NULL)), "[ENOMEM]",
               "no memory for what is shielded is an error of the shield");
    expect_error(shield_start(&shield, awaitable_of(coro(job, .name = "a"))), EINVAL,
                 "a coroutine can only be shielded where a loop runs");
    expect_true(awaitable_is_null(shield.inner), "after an error it is freed");
    expect_error(loop_init(&other, &virtual_selector), 0, "there can be two loops");
    future_release(&fa);
    future_init(&fa, &other);
    expect_str(run(asyncio_shield(&fa)), "[EINVAL]", "what is of another loop cannot be awaited");
    loop_close(&other);
}
END_TEST

START_TEST(shield_without_memory) /* _i: for the coroutine, or for the task */
{
    struct coro *what = freed_is_said(), *shielding;

    if (!fault_supported()) {
        coro_drop(what);
        return;
    }
    coro_free_memory();
    if (_i == 0)
        fault_inject("malloc", ENOMEM, 1, 1);
    shielding = asyncio_shield(what);
    fault_clear();
    expect_int(shielding != NULL, _i != 0, "without memory there is no shield");
    expect_str(journal_text(), _i == 0 ? "freed" : "",
               "without a shield what it should shield is freed");
    start(shielding);
    coro_free_memory();
    if (_i != 0)
        fault_inject("malloc", ENOMEM, 1, 1);
    expect_str(finish(), _i == 0 ? "[ENOMEM]" : "freed[ENOMEM]",
               "no memory for the task of a shielded coroutine is an error");
}
END_TEST

void add_shield(TCase *tests)
{
    tcase_add_test(tests, shield_passes_on);
    tcase_add_test(tests, shield_one_iteration_later);
    tcase_add_test(tests, shield_keeps_a_cancel_away);
    tcase_add_test(tests, shield_keeps_a_cancel_from_a_task);
    tcase_add_test(tests, shield_when_the_inner_is_cancelled);
    tcase_add_loop_test(tests, shield_of_a_gather_that_fails, 0, 2);
    tcase_add_test(tests, shield_of_what_is_done);
    tcase_add_test(tests, shield_lets_go);
    tcase_add_test(tests, shield_and_an_error_that_nobody_reads);
    tcase_add_test(tests, shield_cancelled_when_the_inner_fails);
    tcase_add_test(tests, shield_in_a_shield);
    tcase_add_test(tests, shield_released_early);
    tcase_add_test(tests, shield_of_nothing);
    tcase_add_loop_test(tests, shield_without_memory, 0, 2);
}
