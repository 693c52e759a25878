/*
 * Chapter 13: the rules of Ctrl-C.
 *
 * R7: an interrupt cancels main; if that ends it, it was interrupted, unless somebody else has cancelled it too; a
 * second interrupt ends the program.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interrupt.h"
#include "process_tests.h"
#include "signals.h"

/* A main that says where it is: "(" at the beginning, "!" when it is cancelled, ")" at its end. */
struct program {
    struct coro coro;
    int begun;       /* if not 0: a byte is written to it at the beginning, */
    bool interrupts; /* it interrupts itself, */
    bool cancels;    /* and it cancels itself, */
    bool swallows;   /* and makes nothing of that; */
    int error;       /* then it raises this, */
    int result;      /* or gives this */
    double delay;    /* so long it takes */
    int caught;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        journal("(");
        if (my->begun != 0)
            (void)!write(my->begun, "", 1);
        if (my->interrupts)
            raise(SIGINT);
        await_catch(my->caught, asyncio_sleep(my->delay));
        if (my->caught == ECANCELED)
            journal("!");
        if (my->cancels)
            task_cancel(asyncio_current_task());
        if (my->error != 0)
            async_raise(my->error);
        if (my->caught != 0 && !my->swallows)
            async_raise(my->caught);
        async_return(my->result);
        finally
        {
            journal(")");
        }
    }
}

/* Runs a program, and expects that it ends with this. */
#define expect_run(main, expected, rule)                                                           \
    do {                                                                                           \
        int error = asyncio_run(main);                                                             \
        expect_error(error, expected, rule);                                                       \
    } while (0)

static void (*action_of_sigint(void))(int)
{
    struct sigaction now;

    sigaction(SIGINT, NULL, &now);
    return now.sa_handler;
}

/* Check has a handler of its own, which is not for the programs here. */
static void set_up(void)
{
    signal(SIGINT, SIG_DFL);
}

/* ---- 13.7 interruptible ---------------------------------------------------------------------- */

START_TEST(interrupted) /* R7 */
{
    expect_run(coro(program, .interrupts = true, .delay = 1000), EINTR,
               "a program that Ctrl-C has cancelled was interrupted: EINTR, and not ECANCELED");
    expect_str(journal_text(), "(!)", "Ctrl-C cancels main at its await, and its finally runs");
    expect_true(action_of_sigint() == SIG_DFL, "behind the program Ctrl-C does what it did before");
}
END_TEST

START_TEST(interrupted_while_it_sleeps) /* R7, SG2 */
{
    pid_t parent = getpid(), child;
    int line[2];
    char byte;

    expect_int(pipe(line), 0, "the test has a pipe");
    child = fork();
    if (child == 0) {
        if (read(line[0], &byte, 1) == 1)
            kill(parent, SIGINT);
        _exit(0);
    }
    expect_run(coro(program, .begun = line[1], .delay = 1000), EINTR,
               "Ctrl-C wakes a program that sleeps");
    waitpid(child, NULL, 0);
    close(line[0]);
    close(line[1]);
}
END_TEST

START_TEST(interrupted_and_went_on) /* R7 */
{
    expect_run(coro(program, .interrupts = true, .delay = 1000, .swallows = true), 0,
               "a main that swallows the cancel ends as it wants to");
    expect_str(journal_text(), "(!)", "Ctrl-C cancels main at its await, and its finally runs");
}
END_TEST

START_TEST(interrupted_and_failed) /* R7 */
{
    expect_run(coro(program, .interrupts = true, .delay = 1000, .error = EIO), EIO,
               "a main that answers the cancel with an error ends with that error");
}
END_TEST

START_TEST(cancelled_by_itself)
{
    expect_run(coro(program, .error = ECANCELED), ECANCELED,
               "without Ctrl-C a program that ends with ECANCELED was cancelled");
    expect_run(coro(program, .error = EINTR), EINTR, "an error of main is the program's");
    expect_run(coro(program, .error = EIO), EIO, "an error of main is the program's");
    expect_run(coro(program, .result = 1), 0, "a program that ends well ends well");
}
END_TEST

//! [both]
START_TEST(cancelled_and_interrupted) /* R7 */
{
    expect_run(coro(program, .interrupts = true, .cancels = true, .delay = 1000), ECANCELED,
               "a program that somebody else has cancelled too was cancelled: one request is "
               "left when that of Ctrl-C is taken off");
}
END_TEST
//! [both]

/* The count of the task, and what came of it. */
struct counting {
    struct coro coro;
    struct loop *loop;
    int error;
};

static void counting(struct coro *self)
{
    struct counting *my = (struct counting *)self;

    async (self) {
        await_catch(my->error,
                    asyncio_interruptible(coro(program, .interrupts = true, .delay = 1000)));
        journal("%s %d", errno_name(my->error), task_cancelling(asyncio_current_task()));
    }
}

START_TEST(interrupted_and_counted) /* R7 */
{
    expect_finish(coro(counting), 0, "who has handled the interrupt goes on");
    expect_str(journal_text(), "(!)EINTR 0", "the request of Ctrl-C is taken off the task's count");
}
END_TEST

START_TEST(interrupted_after_the_cancel)
{
    struct task *task =
        loop_create_task(&loop, asyncio_interruptible(coro(program, .delay = 1000)));

    run_ready();
    task_cancel(task);
    expect_error(loop_run_until_complete(&loop, task, NULL), ECANCELED,
                 "without Ctrl-C a program that ends with ECANCELED was cancelled");
    expect_int(task_cancelling(task), 1, "without Ctrl-C no request is taken off the task's count");
    task_release(task);
}
END_TEST

/* ---- 13.7: what is given --------------------------------------------------------------------- */

START_TEST(result_passes)
{
    expect_finish(asyncio_interruptible(coro(program, .result = 7)), 0,
                  "what main gives is passed on");
    expect_int(value.integer, 7, "what main gives is passed on");
}
END_TEST

START_TEST(without_a_main)
{
    expect_run(NULL, ENOMEM, "a main for which there was no memory is ENOMEM");
    expect_run(coro(program), 0, "the next program can run");
    coro_drop(asyncio_interruptible(coro(program)));
}
END_TEST

START_TEST(that_never_begins)
{
    coro_drop(asyncio_interruptible(coro(program)));
    expect_str(journal_text(), "", "what never begins runs nothing");
}
END_TEST

/* A program that runs another. */
struct nested {
    struct coro coro;
};

static void nested(struct coro *self)
{
    async (self) {
        journal("%s", errno_name(asyncio_run(coro(program))));
    }
}

START_TEST(inside_of_another) /* R5 */
{
    expect_run(coro(nested), 0, "a program can be run");
    expect_str(journal_text(), "EDEADLK",
               "a program inside of a program is refused, and has run nothing");
}
END_TEST

START_TEST(left_alone_if_ignored) /* R7 */
{
    signal(SIGINT, SIG_IGN);
    expect_run(coro(program, .interrupts = true), 0,
               "a program for which SIGINT was ignored is not interrupted");
    expect_true(action_of_sigint() == SIG_IGN, "what SIGINT was told to do is left alone");
}
END_TEST

/* A main that Ctrl-C can't stop: it raises SIGINT again. */
struct stubborn {
    struct coro coro;
    int caught;
};

static void stubborn(struct coro *self)
{
    struct stubborn *my = (struct stubborn *)self;

    async (self) {
        raise(SIGINT);
        await_catch(my->caught, asyncio_sleep(1000));
        if (my->caught == ECANCELED)
            raise(SIGINT);
    }
}

START_TEST(second_one_ends_the_program) /* R7 */
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        asyncio_run(coro(stubborn));
        _exit(0);
    }
    waitpid(child, &status, 0);
    expect_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT,
                "a second Ctrl-C ends the program, as it does by default");
}
END_TEST

/* A main that is busy, and interrupted so many times before it comes to its end. */
struct busy {
    struct coro coro;
    int times;
    int error;
};

static void busy(struct coro *self)
{
    struct busy *my = (struct busy *)self;

    async (self) {
        for (int i = 0; i < my->times; i++)
            raise(SIGINT);
        if (my->error != 0)
            async_raise(my->error);
    }
}

START_TEST(second_one_ends_a_busy_program) /* R7 */
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        asyncio_run(coro(busy, .times = 2));
        _exit(0);
    }
    waitpid(child, &status, 0);
    expect_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT,
                "a second Ctrl-C ends a program that has not come to see the first");
}
END_TEST

START_TEST(interrupted_at_the_end) /* R7 */
{
    expect_run(coro(busy, .times = 1), EINTR,
               "Ctrl-C in the last moments of a main that ends well is not lost");
    expect_true(action_of_sigint() == SIG_DFL, "behind the program Ctrl-C does what it did before");
    expect_run(coro(busy, .times = 1, .error = EIO), EIO, "an error of main is the program's");
}
END_TEST

/* A main with a handler of its own for SIGINT. */
struct own {
    struct coro coro;
    struct handle handle;
    int i;
};

static void own(struct coro *self)
{
    struct own *my = (struct own *)self;

    async (self) {
        handle_init(&my->handle, journal_write, "own;");
        loop_add_signal_handler(asyncio_get_running_loop(), SIGINT, &my->handle);
        for (my->i = 0; my->i < 6; my->i++) {
            if (my->i % 3 == 0)
                raise(SIGINT);
            await(asyncio_sleep(0)); /* three times: the byte is seen, the call queued, and made */
        }
        finally
        {
            loop_remove_signal_handler(asyncio_get_running_loop(), SIGINT);
        }
    }
}

START_TEST(left_to_a_handler_of_main) /* R7 */
{
    expect_run(coro(own), 0, "a main that has a handler of its own for SIGINT is not interrupted");
    expect_str(journal_text(), "own;own;", "a handler of main is called each time SIGINT comes");
    expect_true(action_of_sigint() == SIG_DFL, "behind the program Ctrl-C does what it did before");
}
END_TEST

START_TEST(elsewhere_the_function_itself)
{
    expect_error((asyncio_run)(coro(program, .result = 1)), 0,
                 "the function without the macro still runs a program");
}
END_TEST

Suite *interrupt_suite(void)
{
    Suite *suite = suite_create("interrupt");
    TCase *tests = process_exercise(suite, "13.7 interrupt_outcome", 3, "Ctrl-C is a cancellation");

    tcase_add_checked_fixture(tests, set_up, NULL);
    tcase_add_test(tests, interrupted);
    tcase_add_test(tests, interrupted_while_it_sleeps);
    tcase_add_test(tests, interrupted_and_went_on);
    tcase_add_test(tests, interrupted_and_failed);
    tcase_add_test(tests, cancelled_by_itself);
    tcase_add_test(tests, cancelled_and_interrupted);
    tcase_add_test(tests, interrupted_and_counted);
    tcase_add_test(tests, interrupted_after_the_cancel);
    tcase_add_test(tests, result_passes);
    tcase_add_test(tests, without_a_main);
    tcase_add_test(tests, that_never_begins);
    tcase_add_test(tests, inside_of_another);
    tcase_add_test(tests, left_alone_if_ignored);
    tcase_add_test(tests, second_one_ends_the_program);
    tcase_add_test(tests, second_one_ends_a_busy_program);
    tcase_add_test(tests, interrupted_at_the_end);
    tcase_add_test(tests, left_to_a_handler_of_main);
    tcase_add_test(tests, elsewhere_the_function_itself);
    return suite;
}
