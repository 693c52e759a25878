/*
 * Chapter 7: the rules of what is given: what a task is from its making to its end. They belong to
 * exercise 7.1, which no task can do without.
 *
 * K1 (nothing runs before the maker waits), K4 (nobody else ends it), K19 and K20 (the current task, all
 * tasks), K21 (destroyed before its end), K22 (refused, named), F11 and F12 (what nobody read).
 */
#include <string.h>

#include "fault.h"
#include "task_tests.h"

/* ---- 7.1: what a step is -------------------------------------------------------------------- */

START_TEST(step_not_inside_create) /* K1 */
{
    soon("x");
    start("a", .turns = 0);
    soon("y");
    expect_str(journal_text(), "", "nothing of a task runs while it is made");
    expect_str(once(), "x a( a) y", "its first step is queued like any other call");
}
END_TEST

/* Says who the current task is, and has a callback say the same. */
struct current {
    struct coro coro;
    struct handle handle;
    struct task *self;
};

static int sees_none(void *arg)
{
    (void)arg;
    say("%s", asyncio_current_task() == NULL ? "none" : "a task");
    return 0;
}

static void current(struct coro *self)
{
    struct current *my = (struct current *)self;

    async (self) {
        my->self = asyncio_current_task();
        handle_init(&my->handle, sees_none, NULL);
        loop_call_soon(&loop, &my->handle);
        await(asyncio_sleep(0));
        say("%s", my->self == asyncio_current_task() ? "itself" : "another");
    }
}

START_TEST(step_has_a_current_task) /* K19 */
{
    spawn(coro(current));
    spawn(coro(current));
    expect_ptr(asyncio_current_task(), NULL, "outside of a loop there is no current task");
    expect_str(run(), "none itself none itself",
               "the current task is the one whose step runs; in a plain callback there is none");
}
END_TEST

START_TEST(step_of_all_tasks) /* K20 */
{
    struct task *tasks[4] = {NULL}, *a = start("a", .turns = 1), *b = start("b", .turns = 2);

    expect_int(asyncio_all_tasks(&loop, tasks, 4), 2, "all tasks that are not done are listed");
    expect_true((tasks[0] == a && tasks[1] == b) || (tasks[0] == b && tasks[1] == a),
                "each task that is not done is listed once");
    once(), once();
    expect_int(asyncio_all_tasks(&loop, tasks, 4), 1, "a task that is done is listed no more");
    expect_ptr(tasks[0], b, "a task that is not done is listed");
    expect_int(asyncio_all_tasks(&loop, tasks, 0), 1, "without room they can be counted");
    run();
    expect_int(asyncio_all_tasks(&loop, tasks, 4), 0, "a task that is done is listed no more");
}
END_TEST

START_TEST(step_has_a_name) /* K22 */
{
    char first[32], second[32];
    struct task *a = spawn(coro(job, .name = "a")), *b = spawn(coro(job, .name = "b"));

    expect_str(task_get_name(a, first, sizeof first), first, "a task without a name has a number");
    task_get_name(b, second, sizeof second);
    expect_true(strncmp(first, "Task-", 5) == 0 && strcmp(first, second) != 0,
                "each task has a number of its own");
    task_set_name(a, "alpha");
    expect_str(task_get_name(a, first, sizeof first), "alpha", "a name that was set is the name");
    run();
}
END_TEST

START_TEST(step_that_nobody_may_end) /* K4 */
{
    struct task *a = start("a", .turns = 1, .result = 3);

    expect_error(future_set_result(&a->future, 1), EPERM, "only its coroutine ends a task");
    expect_error(future_set_exception(&a->future, EIO), EPERM, "only its coroutine ends a task");
    run();
    expect_str(outcome(a), "3", "only its coroutine ends a task");
    expect_error(future_set_result(&a->future, 1), EPERM, "a task is not changed after its end");
}
END_TEST

/* ---- 7.1: owners, memory, refusals ---------------------------------------------------------- */

START_TEST(step_without_an_owner) /* F11, K3 */
{
    struct task *a = loop_create_task(&loop, coro(job, .name = "a", .turns = 1, .error = EIO));

    task_release(a);
    expect_str(run(), "a( report:EIO",
               "a task goes on without owners; its error is reported when it is freed");
    a = loop_create_task(&loop, coro(job, .name = "b", .error = EPIPE));
    run();
    journal_clear();
    task_release(a);
    expect_str(journal_text(), "report:EPIPE", "an error that nobody read is reported once");
    a = loop_create_task(&loop, coro(job, .name = "c", .error = EPIPE));
    run();
    task_cancel(a);
    journal_clear();
    task_release(a);
    expect_str(journal_text(), "", "a cancel that comes too late counts as looking"); /* F12 */
}
END_TEST

START_TEST(step_with_two_owners)
{
    struct task *a = loop_create_task(&loop, coro(job, .name = "a", .result = 3));

    task_hold(a);
    run();
    task_release(a);
    expect_str(outcome(a), "3", "a task that somebody holds stays, though another has released it");
    task_release(a);
    task_release(NULL);
}
END_TEST

/* Cleans up in a loop that is closed. */
struct cleans {
    struct coro coro;
    struct future *future;
};

static void cleans(struct coro *self)
{
    struct cleans *my = (struct cleans *)self;

    async (self) {
        say("begins");
        if (my->future != NULL)
            await(my->future);
        else
            await(asyncio_sleep(100));
        finally {
            say("cleans");
        }
    }
}

static int message(struct loop *of, const struct exception_context *context)
{
    (void)of;
    say("%s", context->message);
    return 0;
}

START_TEST(step_that_never_comes) /* K21; _i: how it waits */
{
    struct task *a = loop_create_task(&loop, coro(cleans, .future = _i == 0 ? NULL : &f));

    if (_i < 2)
        once();
    loop_set_exception_handler(&loop, message);
    loop_close(&loop);
    journal_clear();
    task_release(a);
    expect_str(journal_text(),
               _i < 2 ? "a task was destroyed that was not done cleans"
                      : "a task was destroyed that was not done",
               "a task that is released after its loop was closed is reported, and cleans up");
    expect_true(f.callbacks.next == &f.callbacks, "a task that is gone waits for nothing");
}
END_TEST

/* A handler that takes and gives back what it is told of, as a program would that hands it on. */
static int holds_and_releases(struct loop *of, const struct exception_context *context)
{
    task_hold(context->task);
    message(of, context);
    task_release(context->task);
    return 0;
}

START_TEST(step_that_the_handler_holds) /* F11, K21; _i: is it done? */
{
    struct task *a = _i == 0 ? loop_create_task(&loop, coro(cleans))
                             : loop_create_task(&loop, coro(job, .name = "a", .error = EIO));

    loop_set_exception_handler(&loop, holds_and_releases);
    once();
    once();
    loop_close(&loop);
    journal_clear();
    task_release(a);
    expect_str(journal_text(),
               _i == 0 ? "a task was destroyed that was not done cleans"
                       : "the error of a task was never read",
               "a handler may hold the task that it is told of, and release it");
}
END_TEST

static struct task *held;

static int holds(struct loop *of, const struct exception_context *context)
{
    held = context->task;
    task_hold(held);
    return message(of, context);
}

START_TEST(step_that_the_handler_keeps) /* F11, K21; _i: is it done? */
{
    struct task *a = _i == 0 ? loop_create_task(&loop, coro(cleans))
                             : loop_create_task(&loop, coro(job, .name = "a", .error = EIO));

    loop_set_exception_handler(&loop, holds);
    once();
    once();
    loop_close(&loop);
    task_release(a);
    expect_str(outcome(held), _i == 0 ? "cancelled" : "EIO",
               "a handler may keep the task that it is told of, which has ended then");
    journal_clear();
    task_release(held);
    expect_str(journal_text(), "", "what was told once is not told again");
}
END_TEST

START_TEST(step_refused) /* K22, L17 */
{
    struct coro *running = coro(job, .name = "a", .future = &f);
    struct task *a = spawn(running);

    once();
    expect_ptr(loop_create_task(&loop, running), NULL, "a coroutine that has begun is refused");
    expect_ptr(loop_create_task(&loop, NULL), NULL, "no coroutine makes no task");
    expect_ptr(asyncio_create_task(coro(job)), NULL, "without a running loop there is no task");
    future_set_result(&f, 1);
    run();
    expect_str(outcome(a), "1", "a coroutine that was refused is left alone");
    loop_close(&loop);
    expect_ptr(loop_create_task(&loop, coro(job)), NULL, "a closed loop has no tasks");
    expect_str(journal_text(), "a=1 a)",
               "what was refused has run nothing"); /* and leaks nothing */
}
END_TEST

START_TEST(step_without_memory)
{
    struct coro *coroutine = coro(job, .name = "a");

    if (!fault_supported())
        return;
    fault_inject("malloc", ENOMEM, 1, 1);
    expect_ptr(loop_create_task(&loop, coroutine), NULL, "without memory there is no task");
    expect_ptr(loop.all_tasks, NULL,
               "a task that could not be made is in no list"); /* and the coroutine does not leak */
    expect_str(once(), "", "a coroutine that was refused runs nothing");
}
END_TEST

/* Each step begins and ends once, and the end sees whether the task is done. */
static void step_begins(struct observer *self, struct task *task)
{
    (void)self;
    say("<%s", task->name);
}

static void step_ends(struct observer *self, struct task *task)
{
    (void)self;
    say("%s%s>", task->name, task_done(task) ? "." : "");
}

START_TEST(step_is_observed)
{
    struct observer observer = {.task_begin = step_begins, .task_end = step_ends};
    struct task *b;

    loop.ready.observer = &observer;
    start("a", .turns = 1);
    b = loop_create_task(&loop, coro(job, .name = "b"));
    task_set_name(b, "b");
    task_release(b);
    expect_str(run(), "<a a( a> <b b( b) b.> <a a) a.>",
               "an observer sees each step begin and end, and at the end whether the task is done");
    loop.ready.observer = NULL;
}
END_TEST

/* ---- For the exercise ----------------------------------------------------------------------- */

void add_steps(TCase *tests)
{
    tcase_add_test(tests, step_not_inside_create);
    tcase_add_test(tests, step_has_a_current_task);
    tcase_add_test(tests, step_of_all_tasks);
    tcase_add_test(tests, step_has_a_name);
    tcase_add_test(tests, step_that_nobody_may_end);
    tcase_add_test(tests, step_without_an_owner);
    tcase_add_test(tests, step_with_two_owners);
    tcase_add_loop_test(tests, step_that_never_comes, 0, 3);
    tcase_add_loop_test(tests, step_that_the_handler_holds, 0, 2);
    tcase_add_loop_test(tests, step_that_the_handler_keeps, 0, 2);
    tcase_add_test(tests, step_refused);
    tcase_add_test(tests, step_without_memory);
    tcase_add_test(tests, step_is_observed);
}
