/*
 * Chapter 7: the rules of cancelling.
 *
 * K5 (it only asks), K6 and K7 (what is waited for, and down a chain), K8 and K9 (before a step), K10 and
 * K11 (from inside), K12 (swallowed), K13 (cleanups may wait), K14 (twice), K16 and K17 (the count).
 */
#include "task_tests.h"
#include "virtual.h"

/* ---- 7.3 task_cancel: a task that waits ----------------------------------------------------- */

//! [waits]
START_TEST(cancel_a_task_that_waits) /* K5, K6 */
{
    struct task *a = start("a", .future = &f);

    once();
    expect_true(task_cancel(a), "a task that is not done can be cancelled");
    expect_true(future_cancelled(&f), "what a cancelled task waits for is cancelled at once");
    expect_str(outcome(a), "pending",
               "a task that was cancelled is not done before its coroutine has seen the error");
    expect_str(once(), "a!ECANCELED", "one iteration later the error is raised at the await");
    expect_str(outcome(a), "cancelled", "a task that does not catch the error is cancelled");
    expect_true(!task_cancel(a), "a task that is done is not cancelled");
}
END_TEST
//! [waits]

START_TEST(cancel_one_of_two_waiters) /* K6 */
{
    struct task *a = start("a", .future = &f), *b = start("b", .future = &f);

    once();
    task_cancel(b);
    expect_str(once(), "a!ECANCELED b!ECANCELED",
               "the future is cancelled for all who wait for it, in their order");
    expect_int(task_cancelling(a), 0, "only the task that was asked counts a request");
    expect_int(task_cancelling(b), 1, "only the task that was asked counts a request");
}
END_TEST

//! [chain]
START_TEST(cancel_down_a_chain) /* K7 */
{
    struct task *a = start("a", .future = &f);
    struct task *b = start("b", .task = a), *c = start("c", .task = b);

    once();
    task_cancel(c);
    expect_true(future_cancelled(&f), "the request goes down to the innermost future at once");
    expect_str(once(), "a!ECANCELED", "the error comes up from there, a task in each iteration");
    expect_str(once(), "b!ECANCELED", "the error comes up from there, a task in each iteration");
    expect_str(once(), "c!ECANCELED", "the error comes up from there, a task in each iteration");
    expect_str(outcome(c), "cancelled", "the task that was asked is cancelled at last");
    expect_str(outcome(a), "cancelled", "the tasks that it waited for are cancelled, too");
}
END_TEST
//! [chain]

START_TEST(cancel_above_one_that_swallows) /* K7, K12 */
{
    struct task *a = start("a", .future = &f, .swallows = true, .result = 3);
    struct task *b = start("b", .task = a);

    once();
    task_cancel(b);
    expect_str(run(), "a!ECANCELED a) b=3 b)",
               "a task that swallows the error gives its value upwards");
    expect_str(outcome(a), "3", "a task that swallows the error and ends well is not cancelled");
    expect_str(outcome(b), "3", "a task whose request was swallowed below it ends well");
}
END_TEST

START_TEST(cancel_below_one_that_waits) /* K5, K15 */
{
    struct task *a = start("a", .turns = 9), *b = start("b", .task = a);

    once();
    task_cancel(a);
    expect_str(outcome(a), "pending",
               "cancelling only asks: it is the next step that ends the task");
    run();
    expect_str(outcome(b), "cancelled", "a task that awaits a cancelled one gets ECANCELED");
    expect_int(task_cancelling(b), 0,
               "a task that only got the error of another was not asked itself");
}
END_TEST

START_TEST(cancel_a_parked_task) /* Z5 */
{
    struct task *a = start("a", .parks = true), *b = start("b", .parks = true, .swallows = true);

    once();
    expect_true(task_cancel(a) && task_cancel(b), "a parked task can be cancelled");
    expect_str(once(), "a!ECANCELED b!ECANCELED b)",
               "a parked task is woken at once, with the error");
    expect_str(outcome(a), "cancelled", "a task that does not catch the error is cancelled");
    expect_str(outcome(b), "0", "a task that catches the error goes on");
}
END_TEST

START_TEST(cancel_after_the_wake) /* K9 */
{
    struct task *a = start("a", .parks = true);

    once();
    task_wake(a);
    task_cancel(a);
    expect_str(once(), "a!ECANCELED",
               "a parked task that was woken can be cancelled before its step");
}
END_TEST

/* Says yes or no; a yes is kept with its own end, as a gather does it. */
static bool refuses(struct future *self)
{
    (void)self;
    say("no");
    return false;
}

static bool agrees(struct future *self)
{
    (void)self;
    say("yes");
    return true;
}

START_TEST(cancel_what_refuses) /* K9, K16; _i: or agrees, and then gives a value */
{
    struct task *a = start("a", .future = &f);

    once();
    f.cancel = _i == 0 ? refuses : agrees;
    journal_clear();
    expect_true(task_cancel(a),
                "a task can always be asked, whatever the answer of what it waits for");
    expect_str(journal_text(), _i == 0 ? "no" : "yes", "what the task waits for is asked, once");
    expect_str(outcome(a), "pending",
               "a task that was cancelled is not done before its coroutine has seen the error");
    expect_int(queued(), 0,
               "a task is stepped again when what it waits for is done, and not before");
    f.cancel = NULL;
    future_set_result(&f, 5);
    if (_i == 0)
        expect_str(once(), "a!ECANCELED",
                   "if what a task waits for refuses to be cancelled, the next step of the task "
                   "raises the error");
    else
        expect_str(
            once(), "a=5 a)",
            "if what a task waits for agrees to be cancelled, its end is what the await gives");
}
END_TEST

/* ---- 7.3: a task whose step is queued ------------------------------------------------------- */

START_TEST(cancel_before_the_first_step) /* K5, K8 */
{
    struct task *a = start("a", .turns = 1);

    task_cancel(a);
    expect_str(outcome(a), "pending",
               "cancelling only asks: it is the next step that ends the task");
    expect_int(queued(), 1, "a task has one step queued, cancelled or not");
    expect_str(run(), "", "a task that was cancelled before its first step runs nothing");
    expect_str(outcome(a), "cancelled",
               "a task that was cancelled before its first step is cancelled");
}
END_TEST

START_TEST(cancel_before_the_next_step) /* K9; _i: a turn, or a future that is done */
{
    struct task *a = _i == 0 ? start("a", .turns = 2) : start("a", .future = &f);

    once();
    if (_i == 1)
        future_set_result(&f, 5);
    expect_true(task_cancel(a), "a task that is not done can be cancelled");
    expect_str(outcome(a), "pending",
               "cancelling only asks: it is the next step that ends the task");
    expect_int(queued(), 1, "a task has one step queued, cancelled or not");
    expect_str(once(), "a!ECANCELED", "the step that is queued raises the error");
    expect_str(outcome(a), "cancelled", "a task that does not catch the error is cancelled");
    expect_str(once(), "", "a task that has ended is not stepped again");
}
END_TEST

START_TEST(cancel_in_the_same_batch) /* K9 */
{
    struct task *a = start("a", .turns = 1), *b;

    once();
    b = start("b", .turns = 0);
    task_cancel(b);
    task_cancel(a);
    expect_str(once(), "a!ECANCELED", "a cancel counts up to the last moment before the step");
    expect_str(outcome(b), "cancelled", "a cancel counts up to the last moment before the step");
}
END_TEST

/* ---- 7.3: from inside ----------------------------------------------------------------------- */

/* Cancels itself in its last step, and ends in one way or the other. */
struct last {
    struct coro coro;
    int error;
    int waits;
};

static void last(struct coro *self)
{
    struct last *my = (struct last *)self;

    async (self) {
        if (my->waits)
            await(asyncio_sleep(0));
        say("%s", task_cancel(asyncio_current_task()) ? "asked" : "refused");
        if (my->error != 0)
            async_raise(my->error);
        async_return(5);
    }
}

START_TEST(cancel_in_the_last_step) /* K11; _i: it has waited before */
{
    struct task *a = spawn(coro(last, .waits = _i)),
                *b = spawn(coro(last, .waits = _i, .error = EIO));

    expect_str(run(), "asked asked", "a task may cancel itself");
    expect_str(outcome(a), "cancelled", "a cancel in the last step wins over what is returned");
    expect_str(outcome(b), "EIO", "a cancel in the last step does not win over an error");
    expect_error(task_exception(b, &(int){0}), 0,
                 "the error of a task that was asked to cancel can be read");
}
END_TEST

/* Cancels itself in the middle, and waits. */
struct middle {
    struct coro coro;
    int got, caught;
};

static void middle(struct coro *self)
{
    struct middle *my = (struct middle *)self;

    async (self) {
        await(my->got, &f);
        task_cancel(asyncio_current_task());
        say("goes on");
        await_catch(my->caught, &g);
        say("%s", errno_name(my->caught));
    }
}

START_TEST(cancel_itself) /* K10 */
{
    struct task *task = spawn(coro(middle));

    once();
    future_set_result(&f, 1);
    expect_str(once(), "goes on", "a task that cancels itself goes on to its next wait");
    expect_true(future_cancelled(&g), "what a task waits for after cancelling itself is cancelled");
    expect_str(once(), "ECANCELED", "the error is raised at the next wait");
    expect_str(outcome(task), "0", "a task may catch what it asked for itself");
}
END_TEST

/* Cancels another task from inside its own step. */
struct killer {
    struct coro coro;
    struct task *victim;
    int caught;
};

static void killer(struct coro *self)
{
    struct killer *my = (struct killer *)self;

    async (self) {
        task_cancel(my->victim);
        await_catch(my->caught, my->victim);
        say("%s", errno_name(my->caught));
    }
}

START_TEST(cancel_from_another_task) /* K6; _i: how the victim waits */
{
    struct task *victim = _i == 0   ? start("a", .future = &f)
                          : _i == 1 ? start("a", .turns = 9)
                                    : start("a", .parks = true);
    struct task *other = spawn(coro(killer, .victim = victim));

    expect_str(run(), "a( a!ECANCELED ECANCELED",
               "a task may cancel another, and wait for its end");
    expect_str(outcome(other), "0", "whoever cancels a task is not cancelled itself");
}
END_TEST

/* ---- 7.3: twice, and not at all ------------------------------------------------------------- */

START_TEST(cancel_twice) /* K14, K16; _i: how it waits */
{
    struct task *a = _i == 0   ? start("a", .future = &f, .swallows = true, .after = 2)
                     : _i == 1 ? start("a", .parks = true, .swallows = true, .after = 2)
                     : _i == 2 ? start("a", .turns = 1, .swallows = true, .after = 2)
                               : start("a", .future = &f, .swallows = true, .after = 2);

    once();
    if (_i == 3)
        future_set_result(&f, 5);
    expect_true(task_cancel(a) && task_cancel(a), "a task can be asked as often as one likes");
    expect_int(task_cancelling(a), 2, "each request counts");
    expect_str(run(), "a!ECANCELED a)", "two requests before the next step are one error");
    expect_str(outcome(a), "0", "two requests before the next step are one error");
}
END_TEST

START_TEST(cancel_when_done) /* K16 */
{
    struct task *a = start("a", .result = 3), *b = start("b", .error = EIO);

    run();
    expect_true(!task_cancel(a) && !task_cancel(b), "a task that is done is not cancelled");
    expect_int(task_cancelling(a), 0, "a request that came too late does not count");
    expect_str(outcome(a), "3", "a task that is done stays as it is");
    expect_str(outcome(b), "EIO", "a task that is done stays as it is");
}
END_TEST

START_TEST(cancel_and_take_back) /* K17, and the last row of section 30 */
{
    struct task *a = start("a", .turns = 1), *b = start("b", .future = &f, .swallows = true);

    expect_int(task_uncancel(a), 0, "the count is never below zero");
    task_cancel(a);
    task_cancel(a);
    expect_int(task_uncancel(a), 1, "each task_uncancel() takes one request off the count");
    expect_int(task_uncancel(a), 0, "each task_uncancel() takes one request off the count");
    expect_int(task_uncancel(a), 0, "the count is never below zero");
    once();
    task_cancel(b);
    task_uncancel(b);
    expect_str(run(), "a) b!ECANCELED b)",
               "with the last request a pending error is taken back; what was cancelled stays so");
    expect_str(outcome(a), "0", "a task whose request was taken back is not cancelled");
}
END_TEST

START_TEST(cancel_a_parked_one_and_take_back) /* K17 */
{
    struct task *a = start("a", .parks = true);

    once();
    task_cancel(a);
    expect_int(task_uncancel(a), 0, "each task_uncancel() takes one request off the count");
    expect_str(run(), "a!ECANCELED",
               "the error of a parked task is raised in its stack, and is not taken back");
}
END_TEST

START_TEST(cancel_and_take_one_back) /* K17 */
{
    struct task *a = start("a", .turns = 1);

    once();
    task_cancel(a);
    task_cancel(a);
    task_uncancel(a);
    expect_str(run(), "a!ECANCELED", "as long as a request is left, the error is raised");
}
END_TEST

/* ---- 7.3: what the task makes of it --------------------------------------------------------- */

START_TEST(cancel_and_be_ignored) /* K12; _i: it fails, in place of ending well */
{
    struct task *a = start("a", .future = &f, .swallows = true, .after = 1, .result = 7,
                           .error = _i == 0 ? 0 : EIO);

    once();
    task_cancel(a);
    run();
    expect_str(outcome(a), _i == 0 ? "7" : "EIO",
               "a task that catches the error ends as it likes, and is not cancelled");
    expect_int(task_cancelling(a), 1, "that it was asked is still known");
    expect_error(task_exception(a, &(int){0}), 0, "a task that catches the error is not cancelled");
}
END_TEST

/* Waits, and waits again in its cleanup. */
struct careful {
    struct coro coro;
    struct future *cleanup;
};

static void careful(struct coro *self)
{
    struct careful *my = (struct careful *)self;

    async (self) {
        await(&f);
        say("never");
        finally {
            say("cleans");
            await(my->cleanup);
            say("clean");
        }
    }
}

START_TEST(cancel_and_clean_up) /* K13 */
{
    struct task *a = spawn(coro(careful, .cleanup = &g));

    once();
    task_cancel(a);
    expect_str(once(), "cleans", "a cleanup runs when the error is raised");
    expect_str(outcome(a), "pending", "a cleanup may wait");
    future_set_result(&g, 0);
    expect_str(once(), "clean", "a cleanup goes on when its wait is over");
    expect_str(outcome(a), "cancelled", "after its cleanup the task is cancelled");
}
END_TEST

START_TEST(cancel_a_cleanup) /* K13 */
{
    struct task *a = spawn(coro(careful, .cleanup = &g));

    once();
    task_cancel(a);
    once();
    task_cancel(a);
    expect_true(future_cancelled(&g), "a second cancel reaches what the cleanup waits for");
    expect_str(once(), "", "a second cancel breaks into the cleanup");
    expect_str(outcome(a), "cancelled", "after its cleanup the task is cancelled");
}
END_TEST

/* ---- 7.3: what it waited for is gone -------------------------------------------------------- */

START_TEST(cancel_after_a_release)
{
    struct task *a = start("a", .future = &f);

    once();
    future_release(&f);
    f = (struct future){.loop = NULL}; /* its owner has made something else of it */
    expect_true(task_cancel(a), "a task whose future was released can be cancelled");
    expect_str(once(), "a!ECANCELED",
               "a task whose future was released is woken by a cancel, with the error");
    expect_str(outcome(a), "cancelled", "a task whose future was released can be cancelled");
    future_init(&f, &loop);
}
END_TEST

START_TEST(cancel_a_ring) /* K7; _i: so many tasks await each other, and one more the first */
{
    struct coro *first = coro(job, .name = "a");
    struct task *task = spawn(first), *last = task;

    for (int i = 0; i < _i; i++)
        last = spawn(coro(job, .name = "b", .task = last));
    ((struct job *)first)->task = last;
    last = spawn(coro(job, .name = "c", .task = task));
    once();
    expect_str(once(), "", "tasks that await each other wait for ever");
    expect_true(task_cancel(last), "a task that awaits one of a ring can be cancelled");
    run();
    expect_str(outcome(last), "cancelled", "a cancel opens a ring of tasks that await each other");
    expect_str(outcome(task), "cancelled", "a cancel opens a ring of tasks that await each other");
}
END_TEST

/* ---- The exercise --------------------------------------------------------------------------- */

void add_cancel(Suite *suite)
{
    TCase *tests = tasks_exercise(suite, "7.3 task_cancel", 6, "Cancelling a task");

    tcase_add_test(tests, cancel_a_task_that_waits);
    tcase_add_test(tests, cancel_one_of_two_waiters);
    tcase_add_test(tests, cancel_down_a_chain);
    tcase_add_test(tests, cancel_above_one_that_swallows);
    tcase_add_test(tests, cancel_below_one_that_waits);
    tcase_add_test(tests, cancel_a_parked_task);
    tcase_add_test(tests, cancel_after_the_wake);
    tcase_add_loop_test(tests, cancel_what_refuses, 0, 2);
    tcase_add_test(tests, cancel_before_the_first_step);
    tcase_add_loop_test(tests, cancel_before_the_next_step, 0, 2);
    tcase_add_test(tests, cancel_in_the_same_batch);
    tcase_add_loop_test(tests, cancel_in_the_last_step, 0, 2);
    tcase_add_test(tests, cancel_itself);
    tcase_add_loop_test(tests, cancel_from_another_task, 0, 3);
    tcase_add_loop_test(tests, cancel_twice, 0, 4);
    tcase_add_test(tests, cancel_when_done);
    tcase_add_test(tests, cancel_and_take_back);
    tcase_add_test(tests, cancel_a_parked_one_and_take_back);
    tcase_add_test(tests, cancel_and_take_one_back);
    tcase_add_loop_test(tests, cancel_and_be_ignored, 0, 2);
    tcase_add_test(tests, cancel_and_clean_up);
    tcase_add_test(tests, cancel_a_cleanup);
    tcase_add_test(tests, cancel_after_a_release);
    tcase_add_loop_test(tests, cancel_a_ring, 1, 4);
}
