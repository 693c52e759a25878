/*
 * Chapter 7: the rules of a whole program.
 *
 * R1 (result, error, loop closed), R2 (left-over tasks), R3 (their errors), R4 (a task made in the last
 * step), R5 (no run in a run), R8 (one loop, several mains), K21 and F11 for what is left.
 */

#include "fault.h"
#include "hang.h"
#include "task_tests.h"
#include "virtual.h"

static struct loop *its_loop; /* of the program that runs */

static int report(struct loop *of, const struct exception_context *context)
{
    (void)of;
    say("report:%s", errno_name(context->error));
    return 0;
}

/*
 * A program: first puts its loop into virtual time; makes a task of each coroutine that it is given, and
 * gives them a turn if it is to; then ends in some way.
 */
struct program {
    struct coro coro;
    struct coro *others[3];
    bool lets_them_begin;
    double delay;
    int error;
    bool stops;
    bool cancels; /* itself */
    int i;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        its_loop = asyncio_get_running_loop();
        virtual_takes_over(its_loop);
        hang_shows_tasks(its_loop);
        loop_set_exception_handler(its_loop, report);
        for (my->i = 0; my->i < 3; my->i++)
            if (my->others[my->i] != NULL)
                task_release(asyncio_create_task(my->others[my->i]));
        if (my->lets_them_begin)
            await(asyncio_sleep(0));
        if (my->delay > 0)
            await(asyncio_sleep(my->delay));
        say("main");
        if (my->stops)
            loop_stop(its_loop);
        if (my->stops)
            await(asyncio_sleep(1));
        if (my->cancels)
            task_cancel(asyncio_current_task());
        if (my->error != 0)
            async_raise(my->error);
        finally {
            say("end");
        }
    }
}

/* Waits for a long time; when it is cancelled it cleans up, which takes CLEANUP seconds; then raises ERROR. */
struct server {
    struct coro coro;
    double cleanup;
    int error;
    int caught;
};

static void server(struct coro *self)
{
    struct server *my = (struct server *)self;

    async (self) {
        say("serves");
        await_catch(my->caught, asyncio_sleep(3600));
        say("%s", errno_name(my->caught));
        if (my->cleanup > 0)
            await(asyncio_sleep(my->cleanup));
        if (my->error != 0)
            async_raise(my->error);
        if (my->caught != 0)
            async_raise(my->caught);
        finally {
            say("closed");
        }
    }
}

/* ---- 7.6 asyncio_run: what it answers ------------------------------------------------------- */

//! [run]
START_TEST(run_a_program) /* R1 */
{
    expect_error(asyncio_run(coro(program, .delay = 5)), 0,
                 "a program that ends well is answered by 0");
    expect_str(journal_text(), "main end", "the program runs to its end");
    expect_time(virtual_time(), 5, "a program takes as long as it takes");
    expect_ptr(asyncio_get_running_loop(), NULL, "after a program no loop runs any more");
}
END_TEST
//! [run]

START_TEST(run_with_an_error) /* R1 */
{
    expect_error(asyncio_run(coro(program, .error = EIO)), EIO,
                 "the error that leaves main is returned");
    expect_str(journal_text(), "main end", "an error that was returned is not reported");
}
END_TEST

START_TEST(run_cancelled) /* R1 */
{
    expect_error(asyncio_run(coro(program, .cancels = true)), ECANCELED,
                 "a main that was cancelled is answered by ECANCELED");
}
END_TEST

START_TEST(run_one_after_the_other) /* R1, R8 */
{
    expect_error(asyncio_run(coro(program, .delay = 1)), 0, "a program can be run");
    expect_error(asyncio_run(coro(program, .error = EIO)), EIO,
                 "a second program is run as the first was");
    expect_error(asyncio_run(coro(program)), 0, "each program has a loop of its own");
    expect_str(journal_text(), "main end main end main end", "each program runs to its end");
}
END_TEST

START_TEST(run_and_stop) /* L13 */
{
    expect_error(asyncio_run(coro(program, .stops = true)), EINTR,
                 "a main that stops its loop is answered by EINTR");
    expect_str(journal_text(), "main end",
               "a main that is not done is cancelled, as all tasks that are left");
    expect_time(virtual_time(), 0, "a task that is cancelled does not wait any longer");
}
END_TEST

/* ---- 7.6: what is left ---------------------------------------------------------------------- */

//! [left]
START_TEST(run_and_leave_tasks) /* R2 */
{
    struct coro *first = coro(server, .cleanup = 2), *second = coro(server, .cleanup = 2);

    expect_error(asyncio_run(coro(program, .others = {first, second}, .lets_them_begin = true)), 0,
                 "a program that leaves tasks ends well all the same");
    expect_str(journal_text(), "serves serves main end ECANCELED ECANCELED closed closed",
               "the tasks that are left are cancelled, and their cleanups run to the end");
    expect_time(virtual_time(), 2, "a cleanup may take its time");
}
END_TEST
//! [left]

START_TEST(run_and_leave_tasks_after_an_error) /* R2 */
{
    expect_error(asyncio_run(coro(program, .error = EIO, .others = {coro(server, .cleanup = 1)},
                                  .lets_them_begin = true)),
                 EIO, "the error of main is returned");
    expect_str(journal_text(), "serves main end ECANCELED closed",
               "the tasks that are left are cancelled, whatever became of main");
}
END_TEST

START_TEST(run_and_leave_tasks_when_cancelled) /* R2; nobody cancels what main has let go */
{
    expect_error(asyncio_run(coro(program, .cancels = true, .delay = 1,
                                  .others = {coro(server, .cleanup = 1)})),
                 ECANCELED, "a main that was cancelled is answered by ECANCELED");
    expect_str(
        journal_text(), "serves main end ECANCELED closed",
        "a main that was cancelled leaves its tasks as they are: they have to be cancelled, too");
}
END_TEST

START_TEST(run_with_errors_of_others) /* R3; _i: main fails, too */
{
    expect_error(asyncio_run(coro(program, .error = _i == 0 ? 0 : EPIPE, .lets_them_begin = true,
                                  .others = {coro(server, .error = EIO)})),
                 _i == 0 ? 0 : EPIPE,
                 "errors of the tasks that were left do not change the answer");
    expect_str(journal_text(), "serves main end ECANCELED closed report:EIO",
               "errors of the tasks that were left are reported to the exception handler");
}
END_TEST

START_TEST(run_and_make_a_last_task) /* R4 */
{
    expect_error(asyncio_run(coro(program, .others = {coro(server)})), 0, "a program ends well");
    expect_str(
        journal_text(), "main end serves ECANCELED closed",
        "a task that was made in main's last step still begins, for main's end is noticed one "
        "iteration later");
}
END_TEST

/* When it is cancelled it makes another of its kind, until LEFT is 0. */
struct hydra {
    struct coro coro;
    int left;
    int caught;
};

static void hydra(struct coro *self)
{
    struct hydra *my = (struct hydra *)self;

    async (self) {
        say("%d", my->left);
        await_catch(my->caught, asyncio_sleep(3600));
        say("%s", errno_name(my->caught));
        if (my->left > 0)
            task_release(asyncio_create_task(coro(hydra, .left = my->left - 1)));
        await(asyncio_sleep(1));
    }
}

START_TEST(run_in_rounds) /* R2 */
{
    expect_error(
        asyncio_run(coro(program, .lets_them_begin = true, .others = {coro(hydra, .left = 2)})), 0,
        "a program ends well");
    expect_str(
        journal_text(), "2 main end ECANCELED 1 ECANCELED 0 ECANCELED",
        "tasks that others make while they stop are cancelled in the next round, until none is "
        "left");
    expect_time(virtual_time(), 3, "each round lets its tasks come to their end");
}
END_TEST

/* Waits for a future of main's, which is gone before it. */
struct orphan {
    struct coro coro;
    struct future *future;
};

static void orphan(struct coro *self)
{
    struct orphan *my = (struct orphan *)self;

    async (self) {
        await(my->future);
        finally {
            say("orphan");
        }
    }
}

struct parent {
    struct coro coro;
    struct future future;
};

static void parent(struct coro *self)
{
    struct parent *my = (struct parent *)self;

    async (self) {
        virtual_takes_over(asyncio_get_running_loop());
        future_init(&my->future, asyncio_get_running_loop());
        task_release(asyncio_create_task(coro(orphan, .future = &my->future)));
        await(asyncio_sleep(0));
        async_raise(EIO);
        finally {
            future_release(&my->future);
        }
    }
}

START_TEST(run_and_leave_one_that_waits_for_main) /* R2 */
{
    expect_error(asyncio_run(coro(parent)), EIO, "the error of main is returned");
    expect_str(journal_text(), "orphan",
               "a task that waits for what main has released is cancelled like any other");
}
END_TEST

START_TEST(run_and_leave_ten_thousand) /* R2 */
{
    struct loop many;

    virtual_loop_init(&many);
    for (int i = 0; i < 10000; i++)
        task_release(loop_create_task(&many, coro(job, .name = "", .delay = 1 + i % 7)));
    expect_error(loop_run_until_complete(&many, coro(job, .name = "", .turns = 1), NULL), 0,
                 "a coroutine ends well");
    expect_error(loop_cancel_all_tasks(&many), 0, "all tasks can be cancelled");
    expect_ptr(many.all_tasks, NULL, "after loop_cancel_all_tasks() no task is left");
    expect_time(virtual_time(), 0, "tasks that are cancelled do not sleep to the end");
    expect_error(loop_cancel_all_tasks(&many), 0, "to cancel no tasks is fine");
    loop_close(&many);
}
END_TEST

/* Fails, and sees to it that the loop fails in the cleanup of the task that it leaves. */
struct breaks {
    struct coro coro;
    int error;
};

static struct task *left_task;

static void breaks(struct coro *self)
{
    struct breaks *my = (struct breaks *)self;

    async (self) {
        virtual_takes_over(asyncio_get_running_loop());
        left_task = asyncio_create_task(coro(server, .cleanup = 1));
        await(asyncio_sleep(0));
        virtual_fail(EBADF);
        if (my->error != 0)
            async_raise(my->error);
    }
}

START_TEST(run_with_an_error_of_the_loop) /* _i: main fails, too */
{
    expect_error(asyncio_run(coro(breaks, .error = _i == 0 ? 0 : EIO)), _i == 0 ? EBADF : EIO,
                 _i == 0 ? "an error of the cancelling is returned if main ended well"
                         : "the error of main comes before one of the cancelling");
    coro_stack_close(&left_task->stack); /* nobody else can: its loop is gone */
    coro_memory_release(left_task, sizeof *left_task);
    coro_free_memory();
}
END_TEST

/* ---- 7.6: what the loop keeps for others ----------------------------------------------------- */

/* A service: says when it is shut down, and when it is closed. */
struct fake {
    struct loop_service service;
    int error; /* of its shutdown */
};

static int fake_shutdown(struct loop_service *service, struct loop *of)
{
    say("shutdown%s%s", of->all_tasks != NULL ? " with tasks" : "",
        loop_is_closed(of) ? " of a closed loop" : "");
    return ((struct fake *)service)->error;
}

static void fake_close(struct loop_service *service, struct loop *of)
{
    (void)service;
    (void)of;
    say("close");
}

/* A main with a service; it leaves a task whose cleanup takes a while, or lets that fail. */
struct serves {
    struct coro coro;
    struct fake *fake;
    int error;
    bool breaks;
};

static void serves(struct coro *self)
{
    struct serves *my = (struct serves *)self;

    async (self) {
        virtual_takes_over(asyncio_get_running_loop());
        my->fake->service.shutdown = fake_shutdown;
        my->fake->service.close = fake_close;
        loop_attach(asyncio_get_running_loop(), &my->fake->service);
        left_task = asyncio_create_task(coro(server, .cleanup = 1));
        await(asyncio_sleep(0));
        if (my->breaks)
            virtual_fail(EBADF);
        else
            task_release(left_task);
        if (my->error != 0)
            async_raise(my->error);
    }
}

START_TEST(run_and_shut_down) /* X9; _i: main fails, too */
{
    struct fake fake = {0};

    expect_error(asyncio_run(coro(serves, .fake = &fake, .error = _i == 0 ? 0 : EIO)),
                 _i == 0 ? 0 : EIO, "a loop is shut down, whatever came of main");
    expect_str(journal_text(), "serves ECANCELED closed shutdown close",
               "the loop is shut down when no task is left, and before it is closed");
}
END_TEST

START_TEST(run_and_fail_to_shut_down) /* X9; _i: main fails, too */
{
    struct fake fake = {.error = EPERM};

    expect_error(asyncio_run(coro(serves, .fake = &fake, .error = _i == 0 ? 0 : EIO)),
                 _i == 0 ? EPERM : EIO,
                 _i == 0 ? "an error of the shutdown is returned if all else went well"
                         : "the error of main comes before one of the shutdown");
    expect_str(journal_text(), "serves ECANCELED closed shutdown close",
               "the loop is closed, whatever came of its shutdown");
}
END_TEST

START_TEST(run_and_do_not_shut_down) /* a loop that cannot run cannot wait for anything */
{
    struct fake fake = {0};

    expect_error(asyncio_run(coro(serves, .fake = &fake, .breaks = true)), EBADF,
                 "an error of the cancelling is returned if main ended well");
    expect_str(journal_text(), "serves ECANCELED close",
               "a loop that failed while it cancelled its tasks is closed, and not shut down first");
    coro_stack_close(&left_task->stack); /* nobody else can: its loop is gone */
    coro_memory_release(left_task, sizeof *left_task);
    coro_free_memory();
}
END_TEST

/* ---- 7.6: not run at all -------------------------------------------------------------------- */

/* Runs a program inside a program. */
struct nests {
    struct coro coro;
};

static void nests(struct coro *self)
{
    async (self) {
        say("%s", errno_name(asyncio_run(coro(program))));
        await(asyncio_sleep(0));
        say("goes on");
    }
}

START_TEST(run_inside_a_run) /* R5 */
{
    expect_error(asyncio_run(coro(nests)), 0, "what was refused changes nothing");
    expect_str(journal_text(), "EDEADLK goes on",
               "a program cannot be run inside another; its main has run nothing");
}
END_TEST

START_TEST(run_without_memory) /* _i: which allocation fails */
{
    expect_error(asyncio_run(NULL), ENOMEM, "a main for which there was no memory says so");
    if (!fault_supported())
        return;
    struct coro *main = coro(program); /* before anything fails */

    fault_inject("malloc", ENOMEM, 1 + _i, 1);
    expect_error(asyncio_run(main), ENOMEM, "without memory for a loop or a task, nothing is run");
    expect_str(journal_text(), "", "without memory for a loop or a task, nothing is run");
}
END_TEST

/* Uses all that allocates in this chapter. Catches nothing, so the first error leaves it. */
struct hungry {
    struct coro coro;
    struct task *task;
    int got;
};

static void hungry(struct coro *self)
{
    struct hungry *my = (struct hungry *)self;

    async (self) {
        virtual_takes_over(asyncio_get_running_loop());
        loop_set_exception_handler(asyncio_get_running_loop(), report);
        my->task = asyncio_create_task(coro(job, .name = "a", .delay = 1, .result = 5));
        await(asyncio_sleep(0.5));
        await(my->got, my->task);
        say("%d", my->got);
        finally {
            task_release(my->task);
        }
    }
}

/* True if the program fails with ENOMEM when its NTH call of FUNCTION does; false: it made fewer. */
static bool fails_without(const char *function, int nth)
{
    const int before = fault_calls(function);
    int error, calls;

    fault_inject(function, ENOMEM, nth, 1);
    error = asyncio_run(coro(hungry));
    calls = fault_calls(function) - before;
    fault_clear();
    expect_error(error, calls < nth ? 0 : ENOMEM,
                 "a program ends with ENOMEM if an allocation fails, and well if none does");
    return calls >= nth;
}

START_TEST(run_with_each_allocation_failing) /* _i: which function */
{
    static const char *const functions[] = {"malloc", "realloc"};
    int failed = 0;

    if (!fault_supported())
        return;
    while (failed < 100 && fails_without(functions[_i], failed + 1))
        failed++;
    expect_true(failed > 0 && failed < 100, "each allocation of a program fails in its turn");
}
END_TEST

/* ---- The exercise --------------------------------------------------------------------------- */

void add_run(Suite *suite)
{
    TCase *tests = exercise(suite, "7.6 asyncio_run", 4, "A whole program");

    tcase_add_test(tests, run_a_program);
    tcase_add_test(tests, run_with_an_error);
    tcase_add_test(tests, run_cancelled);
    tcase_add_test(tests, run_one_after_the_other);
    tcase_add_test(tests, run_and_leave_tasks);
    tcase_add_test(tests, run_and_leave_tasks_after_an_error);
    tcase_add_test(tests, run_and_leave_tasks_when_cancelled);
    tcase_add_loop_test(tests, run_with_errors_of_others, 0, 2);
    tcase_add_test(tests, run_and_stop);
    tcase_add_test(tests, run_and_make_a_last_task);
    tcase_add_test(tests, run_in_rounds);
    tcase_add_test(tests, run_and_leave_one_that_waits_for_main);
    tcase_add_test(tests, run_and_leave_ten_thousand);
    tcase_add_loop_test(tests, run_with_an_error_of_the_loop, 0, 2);
    tcase_add_loop_test(tests, run_and_shut_down, 0, 2);
    tcase_add_loop_test(tests, run_and_fail_to_shut_down, 0, 2);
    tcase_add_test(tests, run_and_do_not_shut_down);
    tcase_add_test(tests, run_inside_a_run);
    tcase_add_loop_test(tests, run_without_memory, 0, 2);
    tcase_add_loop_test(tests, run_with_each_allocation_failing, 0, 2);
}
