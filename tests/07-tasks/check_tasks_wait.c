/*
 * Chapter 7: the rules of the end of a step.
 *
 * C8 (waiters go on in their order), K2 (distances), K10 and K11 (a task that cancels itself), K18 (what
 * cannot be awaited), Z1 and Z2 (turns).
 */
#include <stdlib.h>

#include "hang.h"
#include "task_tests.h"
#include "virtual.h"

/* ---- 7.2 task_wait: turns ------------------------------------------------------------------- */

//! [turns]
START_TEST(wait_for_a_turn) /* K1, Z1, Z2 */
{
    start("a", .turns = 2);
    soon("x");
    start("b", .turns = 2);
    expect_str(once(), "a( x b(", "tasks and calls are queued in the order in which they came");
    soon("y");
    start("c", .turns = 1);
    expect_str(once(), "y c(", "a task that gives up its turn goes to the end of the queue");
    expect_str(once(), "a) b) c)", "tasks that give up their turns go round in a fixed order");
}
END_TEST
//! [turns]

START_TEST(wait_one_turn_exactly) /* Z1 */
{
    struct task *a = start("a", .turns = 1);

    once();
    expect_true(handle_is_queued(&a->step), "a task that gives up its turn has a step queued");
    expect_str(once(), "a)", "a turn is one iteration: no more, no less");
    expect_int(virtual_polls(), 0, "to give up a turn, no timer and no poll is needed");
}
END_TEST

START_TEST(wait_with_a_parked_one)
{
    struct task *a = start("a", .parks = true), *b = start("b", .turns = 1);

    expect_str(once(), "a( b(", "each task has its first step");
    expect_str(once(), "b)", "a parked task has no next step");
    expect_true(!handle_is_queued(&a->step), "a parked task has no step queued");
    task_wake(a);
    task_wake(a);
    expect_str(once(), "a)",
               "a parked task goes on when it is woken; to wake it twice is to wake it once");
    expect_str(outcome(b), "0", "a parked task holds up nobody");
}
END_TEST

/* ---- 7.2: futures --------------------------------------------------------------------------- */

START_TEST(wait_for_a_future) /* K2 */
{
    struct task *a = start("a", .future = &f);

    once();
    expect_true(!future_done(&f), "to wait for a future is not to cancel it");
    expect_ptr(f.callbacks.next, &a->step,
               "the step of a task that waits for a future is a done callback of it");
    expect_str(once(), "", "a task that waits for a future is not stepped");
    future_set_result(&f, 5);
    soon("x");
    expect_str(once(), "a=5 a) x", "one iteration after the result the task goes on");
}
END_TEST

START_TEST(wait_in_order) /* C8 */
{
    start("a", .future = &f);
    start("b", .future = &f);
    start("c", .future = &f);
    once();
    future_set_result(&f, 1);
    expect_str(run(), "a=1 a) b=1 b) c=1 c)",
               "tasks that wait for one future go on in the order in which they began to wait");
}
END_TEST

START_TEST(wait_for_a_done_future) /* C3 */
{
    future_set_result(&f, 5);
    start("a", .future = &f);
    expect_str(once(), "a( a=5 a)", "a future that is done is not waited for");
}
END_TEST

/* Waits again and again for the same thing: each time from the start. */
struct again {
    struct coro coro;
    int i, got;
};

static void again(struct coro *self)
{
    struct again *my = (struct again *)self;

    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            await(asyncio_sleep(0));
            await(my->got, my->i % 2 == 0 ? &f : &g);
            say("%d", my->got);
        }
    }
}

START_TEST(wait_again)
{
    struct task *task = spawn(coro(again));

    once(), once();
    expect_str(once(), "", "a task that waits for a future is not stepped");
    future_set_result(&f, 1);
    expect_str(once(), "1", "each wait ends with its own future");
    once();
    expect_str(once(), "", "a task that waits for a future is not stepped");
    future_set_result(&g, 2);
    expect_str(run(), "2 1", "each wait ends with its own future");
    expect_str(outcome(task), "0", "a task waits as often as it likes");
}
END_TEST

START_TEST(wait_for_a_task_in_its_end) /* K2, K3 */
{
    struct task *a = start("a", .turns = 1, .error = EIO),
                *b = start("b", .task = a, .swallows = true);

    expect_str(run(), "a( b( b!EIO b)", "a task that awaits a task gets its error");
    expect_str(outcome(b), "0", "a task may catch the error of a task that it awaits");
    expect_str(outcome(a), "EIO", "a task's error stays its own");
}
END_TEST

START_TEST(wait_a_hundred_thousand)
{
    enum { MANY = 100000 };
    struct task **tasks = malloc(MANY * sizeof *tasks);

    expect_true(tasks != NULL, "the test has memory");
    for (int i = 0; i < MANY; i++)
        tasks[i] = loop_create_task(&loop, coro(job, .name = "", .future = i % 2 == 0 ? &f : NULL,
                                                .turns = i % 2 == 0 ? 0 : 2, .result = i));
    once();
    expect_int(asyncio_all_tasks(&loop, NULL, 0), MANY,
               "a hundred thousand tasks may wait at once");
    once();
    future_set_result(&f, 1);
    once();
    expect_ptr(loop.all_tasks, NULL, "a hundred thousand tasks go on in one iteration");
    for (int i = 0; i < MANY; i++) {
        expect_int(tasks[i]->future.value.integer, i % 2 == 0 ? i + 1 : i,
                   "each task has its own result");
        task_release(tasks[i]);
    }
    free(tasks);
}
END_TEST

/* ---- 7.2: cancelled from inside ------------------------------------------------------------- */

/* Cancels itself, says so, and then waits for something. */
struct itself {
    struct coro coro;
    struct future *future;
    struct task *task;
    double delay;
    bool parks;
    int got, caught;
};

static void itself(struct coro *self)
{
    struct itself *my = (struct itself *)self;

    async (self) {
        task_cancel(asyncio_current_task());
        say("goes on");
        if (my->future != NULL)
            await_catch(my->caught, my->got, my->future);
        else if (my->task != NULL)
            await_catch(my->caught, my->got, my->task);
        else if (my->parks)
            await_catch(my->caught, coro(job, .name = "inner", .parks = true));
        else
            await_catch(my->caught, asyncio_sleep(my->delay));
        say("%s", my->caught == 0 ? "0" : errno_name(my->caught));
        await_catch(my->caught, asyncio_sleep(0));
        say("%s", my->caught == 0 ? "0" : errno_name(my->caught));
        async_return(my->got);
    }
}

//! [itself]
START_TEST(wait_after_cancelling_itself) /* K10 */
{
    spawn(coro(itself, .future = &f));
    expect_str(once(), "goes on", "a task that cancels itself goes on to its next wait");
    expect_true(future_cancelled(&f),
                "what a task waits for after cancelling itself is cancelled at once");
    expect_str(once(), "ECANCELED", "one iteration later the error is raised at that wait");
    expect_str(once(), "0",
               "a request is used up when the error was raised: the next wait is as any other");
}
END_TEST
//! [itself]

START_TEST(wait_and_count_the_requests) /* K17 */
{
    struct task *task = spawn(coro(itself, .future = &f));

    once();
    expect_int(
        task_cancelling(task), 1,
        "a request that was passed on to a future still counts: only task_uncancel() takes it off");
    run();
    expect_int(task_cancelling(task), 1, "how often a task was asked is known to its end");
}
END_TEST

START_TEST(wait_a_turn_after_cancelling_itself) /* K10 */
{
    spawn(coro(itself));
    expect_str(once(), "goes on", "a task that cancels itself goes on to its next wait");
    expect_str(once(), "ECANCELED",
               "the next wait of a task that cancels itself raises, be it a mere turn");
    expect_str(once(), "0",
               "a request is used up when the error was raised: the next wait is as any other");
}
END_TEST

START_TEST(wait_and_take_back) /* K17 */
{
    struct task *task = spawn(coro(itself));

    once();
    expect_int(task_uncancel(task), 0, "a request can be taken off the count");
    expect_str(once(), "0", "a request can be taken back until the step that would have raised it");
}
END_TEST

START_TEST(wait_parked_after_cancelling_itself) /* K10 */
{
    spawn(coro(itself, .parks = true));
    once();
    expect_str(once(), "inner!ECANCELED ECANCELED",
               "a task that is to be cancelled is not parked: it is stepped in the next iteration");
    expect_str(once(), "0",
               "a request is used up when the error was raised: the next wait is as any other");
}
END_TEST

/* Is parked, but what it waits for comes before it has left its body. */
struct too_early {
    struct coro coro;
    bool cancels; /* in place of waking */
    int got;
};

static void too_early(struct coro *self)
{
    struct too_early *my = (struct too_early *)self;

    async (self) {
        task_park(asyncio_current_task());
        if (my->cancels)
            task_cancel(asyncio_current_task());
        else
            task_wake(asyncio_current_task());
        async_yield(my->got, 0);
        say("goes on");
    }
}

START_TEST(wait_parked_and_woken_at_once)
{
    spawn(coro(too_early));
    start("a", .turns = 1);
    once();
    expect_int(queued(), 2, "a task that is woken before it waits is queued once");
    expect_str(once(), "goes on a)", "a task that is woken before it waits goes on");
    expect_int(queued(), 0, "and is stepped once");
}
END_TEST

START_TEST(wait_parked_and_cancelled_at_once) /* K10 */
{
    struct task *task = spawn(coro(too_early, .cancels = true));

    start("a", .turns = 1);
    once();
    expect_int(queued(), 2, "a task that is cancelled before it waits is queued once");
    expect_str(once(), "a)", "a task that is cancelled before it waits does not go on");
    expect_str(outcome(task), "cancelled", "it is cancelled at its wait");
}
END_TEST

START_TEST(wait_for_a_task_after_cancelling_itself) /* K7, K10 */
{
    struct task *a = start("a", .future = &f), *b;

    once();
    b = spawn(coro(itself, .task = a));
    expect_str(once(), "goes on", "a task that cancels itself goes on to its next wait");
    expect_true(future_cancelled(&f), "the request goes down to the innermost future at once");
    expect_str(run(), "a!ECANCELED ECANCELED 0",
               "the error comes up from the innermost, task by task");
    expect_str(outcome(a), "cancelled", "the awaited task is cancelled");
    expect_str(outcome(b), "0", "the one that caught the error is not");
}
END_TEST

START_TEST(wait_for_one_that_swallows) /* K7 */
{
    struct task *a = start("a", .future = &f, .swallows = true, .after = 1, .result = 3), *b;

    once();
    b = spawn(coro(itself, .task = a));
    expect_str(run(), "goes on a!ECANCELED a) 0 0",
               "a task that agrees to be cancelled uses the request up, even if it then goes on");
    expect_str(outcome(b), "3", "what it returns is what its waiter gets");
}
END_TEST

static bool refuses(struct future *self)
{
    (void)self;
    say("no");
    return false;
}

START_TEST(wait_for_one_that_refuses) /* K10 */
{
    struct task *task;

    f.cancel = refuses;
    task = spawn(coro(itself, .future = &f));
    expect_str(once(), "goes on no",
               "what a task waits for after cancelling itself is asked to cancel");
    f.cancel = NULL;
    future_set_result(&f, 5);
    expect_str(
        run(), "ECANCELED 0",
        "if what the task waits for refuses to be cancelled, the next step raises all the same");
    expect_str(outcome(task), "0", "a request is used up when the error was raised");
}
END_TEST

START_TEST(wait_without_being_asked)
{
    struct task *a = start("a", .turns = 2), *b = start("b", .task = a),
                *c = start("c", .future = &f);

    once();
    expect_int(task_cancelling(a), 0, "to wait for a task is not to cancel it");
    expect_true(!future_done(&f), "to wait for a future is not to cancel it");
    future_set_result(&f, 1);
    run();
    expect_str(outcome(b), "0", "to wait for a task is not to cancel it");
    expect_str(outcome(c), "1", "to wait for a future is not to cancel it");
}
END_TEST

/* ---- 7.2: what cannot be waited for --------------------------------------------------------- */

/* Awaits what it is given; says which error came, and that it goes on. */
struct tries {
    struct coro coro;
    struct future *future;
    bool own;
    int caught;
};

static void tries(struct coro *self)
{
    struct tries *my = (struct tries *)self;

    async (self) {
        if (my->own)
            await_catch(my->caught, asyncio_current_task());
        else if (my->future != NULL)
            await_catch(my->caught, my->future);
        else
            await_catch(my->caught, (struct task *)NULL);
        say("%s", errno_name(my->caught));
        await(asyncio_sleep(0));
        say("goes on");
    }
}

START_TEST(wait_for_nonsense) /* K18 */
{
    struct loop other;
    struct future strange;

    expect_error(loop_init(&other, &virtual_selector), 0, "a loop can be made");
    future_init(&strange, &other);
    spawn(coro(tries, .own = true));
    expect_str(run(), "EDEADLK goes on", "a task that awaits itself gets EDEADLK, and goes on");
    spawn(coro(tries, .future = &strange));
    expect_str(run(), "EINVAL goes on", "a task that awaits another loop's future gets EINVAL");
    spawn(coro(tries));
    expect_str(run(), "ENOMEM goes on", "a task that could not be made raises ENOMEM at its await");
    future_release(&strange);
    loop_close(&other);
}
END_TEST

/* ---- The exercise --------------------------------------------------------------------------- */

void add_wait(Suite *suite)
{
    TCase *tests = tasks_exercise(suite, "7.2 task_wait", 5, "What a step ends with");

    tcase_add_test(tests, wait_for_a_turn);
    tcase_add_test(tests, wait_one_turn_exactly);
    tcase_add_test(tests, wait_with_a_parked_one);
    tcase_add_test(tests, wait_for_a_future);
    tcase_add_test(tests, wait_in_order);
    tcase_add_test(tests, wait_for_a_done_future);
    tcase_add_test(tests, wait_again);
    tcase_add_test(tests, wait_for_a_task_in_its_end);
    tcase_add_test(tests, wait_after_cancelling_itself);
    tcase_add_test(tests, wait_and_count_the_requests);
    tcase_add_test(tests, wait_a_turn_after_cancelling_itself);
    tcase_add_test(tests, wait_and_take_back);
    tcase_add_test(tests, wait_parked_after_cancelling_itself);
    tcase_add_test(tests, wait_parked_and_woken_at_once);
    tcase_add_test(tests, wait_parked_and_cancelled_at_once);
    tcase_add_test(tests, wait_for_a_task_after_cancelling_itself);
    tcase_add_test(tests, wait_for_one_that_swallows);
    tcase_add_test(tests, wait_for_one_that_refuses);
    tcase_add_test(tests, wait_without_being_asked);
    tcase_add_test(tests, wait_for_nonsense);
    tcase_add_test(tests, wait_a_hundred_thousand);
}
