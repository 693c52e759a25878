/*
 * Chapter 6: the rules of awaiting a future. Tasks come in chapter 7; here a coroutine is driven by a
 * struct runner, whose one callback is all that a task's step will be.
 *
 * C3 (one that is done costs nothing), C6 (resumed too early), C8 (who waited first goes on first), F11
 * (an await reads the error), K18 (a future of another loop).
 */
#include "coroutines.h"
#include "future_tests.h"
#include "virtual.h"

/* ---- What drives the coroutines ------------------------------------------------------------- */

/* Drives one coroutine: each time that the future is done for which it waits. */
struct runner {
    struct handle step;
    struct coro_stack stack;
    int status; /* what coro_resume() answered last */
};

static int runner_step(void *arg)
{
    struct runner *runner = arg;
    struct coro_stack *stack = &runner->stack;

    if (stack->waits_for != NULL)
        stack->raised = future_result(stack->waits_for, &stack->value);
    stack->waits_for = NULL;
    runner->status = coro_resume(stack);
    if (runner->status == 0 && stack->waits_for != NULL)
        future_add_done_callback(stack->waits_for, &runner->step);
    return 0;
}

/* Its first step is queued; nothing runs in here. */
static void run(struct runner *runner, struct coro *outermost)
{
    *runner = (struct runner){0};
    handle_init(&runner->step, runner_step, runner);
    coro_stack_init(&runner->stack, outermost);
    expect_error(loop_call_soon(&loop, &runner->step), 0, "a call can be queued");
}

static struct runner first;

/* "waits", "ended", or the name of the error with which it ended. */
static const char *state(const struct runner *runner)
{
    return runner->status == 0            ? "waits"
           : runner->status == CORO_ENDED ? "ended"
                                          : errno_name(runner->status);
}

/* ---- The coroutines ------------------------------------------------------------------------- */

/* Awaits a future, below DEPTH more frames: "a?" before it, "a=42" behind it, "." when it ends. */
struct awaits {
    struct coro coro;
    const char *name;
    struct future *what;
    int depth;
    int got;
};

static void awaits(struct coro *self)
{
    struct awaits *my = (struct awaits *)self;

    async (self) {
        if (my->depth > 0) {
            await(my->got,
                  coro(awaits, .name = my->name, .what = my->what, .depth = my->depth - 1));
        } else {
            journal("%s?", my->name);
            await(my->got, my->what);
            journal("%s=%d", my->name, my->got);
        }
        async_return(my->got);
        finally {
            journal(".");
        }
    }
}

/* How many frames are still below the one that waits; -1: that is no struct awaits. */
static int innermost_depth(const struct runner *runner)
{
    const struct coro *innermost = runner->stack.innermost;

    if (innermost == NULL || innermost->body != awaits)
        return -1;
    return ((const struct awaits *)innermost)->depth;
}

/* Awaits a future: "?" before it, what came of it behind it, be it a result or an error. */
struct catches {
    struct coro coro;
    struct future *what;
    int error;
    int got;
};

static void catches(struct coro *self)
{
    struct catches *my = (struct catches *)self;

    async (self) {
        journal("?");
        await_catch(my->error, my->got, my->what);
        if (my->error != 0)
            journal("%s", errno_name(my->error));
        else
            journal("%d", my->got);
    }
}

/* ---- 6.5: one that is done ------------------------------------------------------------------ */

//! [at_once]
START_TEST(await_one_that_is_done) /* C3 */
{
    future_end(&future, value_of(42), 0);
    run(&first, coro(awaits, .name = "a", .what = &future));
    expect_str(once(), "a?a=42.",
               "a future that is done gives its result at once, in the same step");
    expect_str(state(&first), "ended", "a future that is done has nothing to wait for");
    expect_int(first.stack.value.integer, 42, "the await gives the result of the future");
}
END_TEST
//! [at_once]

START_TEST(await_one_that_failed) /* C3; _i: how */
{
    static const int errors[] = {EIO, ECANCELED};

    future_end(&future, value_of(42), errors[_i]);
    run(&first, coro(awaits, .name = "a", .what = &future));
    expect_str(once(), "a?.", "a future that failed raises its error at the await, at once");
    expect_str(state(&first), errno_name(errors[_i]),
               "a future that failed raises its error, one that was cancelled ECANCELED");
}
END_TEST

START_TEST(await_and_catch) /* C3 */
{
    future_end(&future, value_of(42), EIO);
    run(&first, coro(catches, .what = &future));
    expect_str(once(), "?EIO", "the error of a future can be caught");
    expect_str(state(&first), "ended", "an error that was caught is over");
}
END_TEST

START_TEST(await_reads_the_error) /* F11 */
{
    future_end(&future, value_of(42), EIO);
    run(&first, coro(catches, .what = &future));
    once();
    expect_str(released(&future), "", "an await counts as reading the error");
}
END_TEST

struct awaits_often {
    struct coro coro;
    int got;
};

static void awaits_often(struct coro *self)
{
    struct awaits_often *my = (struct awaits_often *)self;

    async (self) {
        await(my->got, &future);
        journal("%d ", my->got);
        await(my->got, &future);
        journal("%d ", my->got);
        await(my->got, &second);
        journal("%d ", my->got);
    }
}

START_TEST(await_again) /* C3, F5 */
{
    future_end(&future, value_of(42), 0);
    future_end(&second, value_of(7), 0);
    run(&first, coro(awaits_often));
    expect_str(once(), "42 42 7 ", "a future can be awaited as often as you like");
}
END_TEST

START_TEST(await_of_another_loop_when_done) /* C3, K18 */
{
    struct loop other;

    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made anywhere");
    future_init(&future, &other);
    future_end(&future, value_of(42), 0);
    run(&first, coro(awaits, .name = "a", .what = &future));
    expect_str(once(), "a?a=42.", "where there is nothing to wait for no loop matters");
    loop_close(&other);
}
END_TEST

/* ---- 6.5: one that is pending --------------------------------------------------------------- */

START_TEST(await_only_waits)
{
    run(&first, coro(awaits, .name = "a", .what = &future));
    add(&future, &d);
    expect_str(once(), "a?", "who awaits a pending future does not go on");
    expect_str(state(&first), "waits", "who awaits a pending future waits");
    expect_int(future_remove_done_callback(&future, runner_step), 1,
               "who drives a coroutine learns for what it waits");
    expect_str(waiting(&future), "d, back d",
               "an await adds no callback: who drives the coroutine does");
    expect_error(coro_stack_close(&first.stack), 0, "a coroutine that waits can be closed");
}
END_TEST

START_TEST(await_one_that_is_pending)
{
    run(&first, coro(awaits, .name = "a", .what = &future));
    expect_str(once(), "a?", "who awaits a pending future does not go on");
    expect_str(state(&first), "waits", "who awaits a pending future waits");
    expect_ptr(first.stack.waits_for, &future, "the stack says for which future it waits");
    future_end(&future, value_of(42), 0);
    expect_str(journal_text(), "a?", "who waits goes on in a step of the loop, and not before");
    expect_str(once(), "a=42.", "when the future is done, who waits goes on with its result");
    expect_str(state(&first), "ended",
               "when the future is done, who waits goes on with its result");
}
END_TEST

START_TEST(await_one_that_fails_later) /* _i: how */
{
    static const int errors[] = {EIO, ECANCELED};

    run(&first, coro(awaits, .name = "a", .what = &future));
    once();
    future_end(&future, value_of(42), errors[_i]);
    expect_str(once(), ".", "when the future fails, who waits gets the error");
    expect_str(state(&first), errno_name(errors[_i]),
               "when the future fails, who waits gets the error");
}
END_TEST

START_TEST(await_from_the_depth) /* _i: how deep */
{
    run(&first, coro(awaits, .name = "a", .what = &future, .depth = _i));
    expect_str(once(), "a?", "all frames wait with the innermost");
    expect_ptr(first.stack.waits_for, &future, "the stack says for which future it waits");
    expect_int(innermost_depth(&first), 0, "the frame that awaits the future is the innermost");
    future_end(&future, value_of(42), 0);
    once();
    expect_str(state(&first), "ended", "the result goes up through all frames");
    expect_int(first.stack.value.integer, 42, "the result goes up through all frames");
}
END_TEST

START_TEST(await_one_after_the_other)
{
    run(&first, coro(awaits_often));
    expect_str(once(), "", "who awaits a pending future waits");
    future_end(&future, value_of(4), 0);
    expect_str(once(), "4 4 ", "what is done by now costs no step, what is pending is waited for");
    expect_ptr(first.stack.waits_for, &second, "the stack says for which future it waits");
    future_end(&second, value_of(2), 0);
    expect_str(once(), "2 ", "when the future is done, who waits goes on with its result");
}
END_TEST

START_TEST(await_in_order) /* C8 */
{
    struct runner others[3];

    run(&others[0], coro(awaits, .name = "a", .what = &future));
    run(&others[1], coro(awaits, .name = "b", .what = &future, .depth = 2));
    run(&others[2], coro(awaits, .name = "c", .what = &future));
    expect_str(once(), "a?b?c?", "several coroutines may wait for one future");
    future_end(&future, value_of(1), 0);
    expect_str(once(), "a=1.b=1...c=1.", "those who wait go on in the order in which they came");
}
END_TEST

START_TEST(await_and_close)
{
    run(&first, coro(awaits, .name = "a", .what = &future, .depth = 1));
    once();
    handle_cancel(&first.step);
    expect_error(coro_stack_close(&first.stack), 0, "a coroutine that waits can be closed");
    expect_str(journal_text(), "a?..", "every finally runs");
    expect_true(!future_done(&future), "to close who waits does nothing to the future");
    future_end(&future, value_of(0), EIO);
    expect_str(released(&future), "EIO!", "to wait for a future is not to read its error");
}
END_TEST

START_TEST(await_and_resume_too_early) /* C6 */
{
    run(&first, coro(catches, .what = &future));
    once();
    handle_cancel(&first.step);
    runner_step(&first);
    expect_str(journal_text(), "?EINPROGRESS",
               "who is resumed before its future is done gets an error, not a result");
}
END_TEST

/* ---- 6.5: what cannot be awaited ------------------------------------------------------------ */

START_TEST(await_nothing)
{
    run(&first, coro(catches, .what = NULL));
    expect_str(once(), "?ENOMEM", "a future that is NULL had no memory");
}
END_TEST

START_TEST(await_of_another_loop) /* K18; _i: whether that seems to run, in another thread */
{
    struct loop other;

    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made anywhere");
    future_init(&future, &other);
    other.running = _i != 0;
    run(&first, coro(catches, .what = &future));
    expect_str(once(), "?EINVAL",
               "a future of another loop cannot wake who waits here: to await it is an error");
    other.running = false;
    loop_close(&other);
}
END_TEST

START_TEST(await_without_a_loop) /* K18 */
{
    struct coro_stack stack;

    coro_stack_init(&stack, coro(catches, .what = &future));
    expect_int(coro_resume(&stack), CORO_ENDED, "without a loop nothing can be waited for");
    expect_str(journal_text(), "?EINVAL", "without a loop nothing can be waited for");
    future_end(&future, value_of(42), 0);
    coro_stack_init(&stack, coro(catches, .what = &future));
    expect_int(coro_resume(&stack), CORO_ENDED, "a future that is done has nothing to wait for");
    expect_str(journal_text(), "?EINVAL?42", "a future that is done needs no loop");
}
END_TEST

void add_await(Suite *suite)
{
    TCase *tests = futures_exercise(suite, "6.5 future_await", 5, "Awaiting a future");

    tcase_add_test(tests, await_one_that_is_done);
    tcase_add_loop_test(tests, await_one_that_failed, 0, 2);
    tcase_add_test(tests, await_and_catch);
    tcase_add_test(tests, await_reads_the_error);
    tcase_add_test(tests, await_again);
    tcase_add_test(tests, await_of_another_loop_when_done);
    tcase_add_test(tests, await_only_waits);
    tcase_add_test(tests, await_one_that_is_pending);
    tcase_add_loop_test(tests, await_one_that_fails_later, 0, 2);
    tcase_add_loop_test(tests, await_from_the_depth, 0, 4);
    tcase_add_test(tests, await_one_after_the_other);
    tcase_add_test(tests, await_in_order);
    tcase_add_test(tests, await_and_close);
    tcase_add_test(tests, await_and_resume_too_early);
    tcase_add_test(tests, await_nothing);
    tcase_add_loop_test(tests, await_of_another_loop, 0, 2);
    tcase_add_test(tests, await_without_a_loop);
}
