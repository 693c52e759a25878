/*
 * Chapter 13: the rules of signals.
 *
 * SG1 (an ordinary callback), SG2 (wakes a sleeping loop), SG3 (arguments), SG7 (nobody there). Adding and removing are in
 * check_signals_watch.c.
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "signals_tests.h"

static struct handle a, b;

/* True if the loop's pipe has a byte. */
static int pipe_has_a_byte(void)
{
    struct pollfd pipe = {.fd = loop.signals->read_fd, .events = POLLIN};

    return poll(&pipe, 1, 0) == 1;
}

/* ---- 13.1 signal_arrived --------------------------------------------------------------------- */

START_TEST(arrived_is_not_called) /* SG1 */
{
    watch_signal(SIGUSR1, &a, "a");
    raise(SIGUSR1);
    expect_str(journal_text(), "", "nothing of the program is called inside the signal handler");
    expect_true(pipe_has_a_byte(), "the handler writes a byte into the pipe: the loop wakes");
    run_ready();
    expect_str(journal_text(), "a",
               "a signal that has arrived is noted, and the loop makes its call");
}
END_TEST

START_TEST(arrived_one_byte) /* SG2 */
{
    int before;

    watch_signal(SIGUSR1, &a, "a");
    before = fault_calls("write");
    raise(SIGUSR1);
    if (fault_supported())
        expect_int(fault_calls("write") - before, 1, "a signal is one write, of one byte");
    expect_true(pipe_has_a_byte(), "the handler writes a byte into the pipe: the loop wakes");
}
END_TEST

//! [errno]
START_TEST(arrived_and_errno) /* SG1 */
{
    watch_signal(SIGUSR1, &a, "a");
    if (!fault_supported())
        return;
    fault_inject("write", EAGAIN, 1, 1);
    errno = EDOM;
    raise(SIGUSR1);
    expect_error(errno, EDOM,
                 "errno is what it was before the signal: the code that was interrupted may be "
                 "about to look at it");
}
END_TEST
//! [errno]

START_TEST(arrived_each_of_them)
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR2);
    run_ready();
    expect_str(journal_text(), "b", "the handler notes which signal has arrived");
}
END_TEST

START_TEST(arrived_in_a_full_pipe)
{
    int before;

    watch_signal(SIGUSR1, &a, "a");
    if (!fault_supported())
        return;
    before = fault_calls("write");
    fault_inject("write", EAGAIN, 1, 3);
    raise(SIGUSR1);
    expect_int(fault_calls("write") - before, 1,
               "the handler does not wait for room in the pipe: nobody reads it meanwhile");
}
END_TEST

START_TEST(arrived_too_often)
{
    watch_signal(SIGUSR1, &a, "a");
    while (write(loop.signals->write_fd, "", 1) == 1) /* signals that the loop had no time for */
        continue;
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "a",
               "a signal that finds the pipe full is not lost, and does not wait");
}
END_TEST

START_TEST(arrived_in_a_write)
{
    watch_signal(SIGUSR1, &a, "a");
    if (!fault_supported())
        return;
    fault_inject("write", EINTR, 1, 2);
    raise(SIGUSR1);
    expect_true(pipe_has_a_byte(), "a write that was interrupted is made again");
}
END_TEST

/* What was called by the time at which the byte was about to be written. */
static char made[10];

/* As another thread that runs the loop might do, if the byte were there already. */
static void look_at_the_signals(void)
{
    (void)!write(loop.signals->write_fd, "", 1);
    run_ready();
    snprintf(made, sizeof made, "%s", journal_text());
}

START_TEST(arrived_before_the_byte) /* SG2 */
{
    watch_signal(SIGUSR1, &a, "a");
    if (!fault_supported())
        return;
    made[0] = '\0';
    fault_watch("write", look_at_the_signals);
    raise(SIGUSR1);
    fault_watch("write", NULL);
    expect_str(
        made, "a",
        "a signal is noted before its byte is written: the loop may look as soon as the byte "
        "is there, and then not again");
}
END_TEST

static int set_flag(void *flag)
{
    *(int *)flag = 1;
    return 0;
}

START_TEST(arrived_while_the_loop_sleeps) /* SG2 */
{
    static int called;
    pid_t parent = getpid(), child;

    called = 0;
    handle_init(&a, set_flag, &called);
    loop_add_signal_handler(&loop, SIGUSR1, &a);
    child = fork();
    if (child == 0) {
        kill(parent, SIGUSR1);
        _exit(0);
    }
    run_until(&called, "a signal wakes a loop that sleeps");
    waitpid(child, NULL, 0);
}
END_TEST

/* ---- 13.2 signals_take ----------------------------------------------------------------------- */

START_TEST(take_in_turn) /* SG1, SG3 */
{
    struct handle first = {.callback = journal_write, .arg = "1"};

    watch_signal(SIGUSR1, &a, "a");
    raise(SIGUSR1);
    loop_call_soon(&loop, &first);
    loop_run_once(&loop);
    expect_str(
        journal_text(), "1",
        "a signal's handle is queued: it is called one iteration after the loop has seen the byte");
    run_ready();
    expect_str(journal_text(), "1a", "a signal's handle is called with its argument");
}
END_TEST

static int give_eio(void *arg)
{
    (void)arg;
    return EIO;
}

static int note_error(struct loop *its_loop, const struct exception_context *context)
{
    (void)its_loop;
    journal("report: %s;", errno_name(context->error));
    return 0;
}

START_TEST(take_an_error) /* SG1 */
{
    handle_init(&a, give_eio, NULL);
    loop_set_exception_handler(&loop, note_error);
    loop_add_signal_handler(&loop, SIGUSR1, &a);
    raise(SIGUSR1);
    run_ready();
    expect_str(
        journal_text(), "report: EIO;",
        "a signal's handle is an ordinary callback: its error goes to the exception handler");
}
END_TEST

START_TEST(take_each_of_them)
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR2);
    raise(SIGUSR1);
    run_ready();
    expect_int(strlen(journal_text()), 2, "of two signals that have come each gets its call");
}
END_TEST

START_TEST(take_no_other)
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    run_ready();
    raise(SIGUSR2);
    run_ready();
    expect_str(journal_text(), "ab", "a signal that was taken has not arrived any more");
}
END_TEST

START_TEST(take_the_last_number)
{
    int last = SIGNALS_END - 1;

    handle_init(&a, journal_write, "a");
    while (loop_add_signal_handler(&loop, last, &a) != 0) /* a system may have fewer */
        last--;
    raise(last);
    run_ready();
    expect_str(journal_text(), "a", "every signal is looked for, up to the last number");
}
END_TEST

START_TEST(take_again) /* SG1 */
{
    watch_signal(SIGUSR1, &a, "a");
    for (int i = 0; i < 3; i++) {
        raise(SIGUSR1);
        run_ready();
    }
    expect_str(journal_text(), "aaa", "a signal is taken once each time it comes");
    run_ready();
    expect_str(journal_text(), "aaa", "a signal that was taken has not arrived any more");
}
END_TEST

START_TEST(take_the_bytes)
{
    watch_signal(SIGUSR1, &a, "a");
    for (int i = 0; i < 200; i++)
        raise(SIGUSR1);
    run_ready();
    expect_true(!pipe_has_a_byte(),
                "the pipe is drained: else the loop would find it ready for ever");
    expect_str(journal_text(), "a",
               "a signal that comes again before the loop was there is one call");
}
END_TEST

static int raised;

static void raise_another(void)
{
    if (!raised)
        raise(SIGUSR2);
    raised = 1;
}

//! [drain]
START_TEST(take_one_that_comes_in_the_drain) /* SG2 */
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    raised = 0;
    fault_watch("read", raise_another); /* SIGUSR2 comes when the pipe is about to be read */
    run_ready();
    run_ready();
    if (fault_supported())
        expect_str(journal_text(), "ab",
                   "the marks are looked at behind the drain: else a signal that comes between the "
                   "two loses its byte, and nobody looks at its mark");
}
END_TEST
//! [drain]

static int raise_again(void *arg)
{
    static int times;

    (void)arg;
    journal("a");
    if (times++ == 0)
        raise(SIGUSR1);
    return 0;
}

START_TEST(take_one_that_comes_in_the_call)
{
    handle_init(&a, raise_again, NULL);
    loop_add_signal_handler(&loop, SIGUSR1, &a);
    raise(SIGUSR1);
    run_ready();
    run_ready();
    expect_str(journal_text(), "aa", "a signal that comes in its own call is not lost");
}
END_TEST

START_TEST(take_one_that_nobody_watches) /* SG7 */
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    raise(SIGUSR2);
    expect_true(loop_remove_signal_handler(&loop, SIGUSR1), "there was a handler to remove");
    run_ready();
    expect_str(journal_text(), "b",
               "a signal that came while it was watched, and is not any more, is not called");
}
END_TEST

START_TEST(add_after_it_came)
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    loop_remove_signal_handler(&loop, SIGUSR1);
    watch_signal(SIGUSR1, &a, "a");
    run_ready();
    expect_str(journal_text(), "", "what came before a handler was added is not for it");
}
END_TEST

START_TEST(take_one_that_was_cancelled) /* SG7 */
{
    signal(SIGUSR1, SIG_IGN);
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    handle_cancel(&a);
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "", "a handle that was cancelled is not called");
    expect_true(signal_is_ignored(SIGUSR1), "a signal whose handle was cancelled is given back");
    expect_true(!loop_remove_signal_handler(&loop, SIGUSR1),
                "a signal whose handle was cancelled is not watched any more");
}
END_TEST

Suite *signals_suite(void)
{
    Suite *suite = suite_create("signals");
    TCase *tests = process_exercise(suite, "13.1 signal_arrived", 3, "In the middle of anything");

    tcase_add_test(tests, arrived_is_not_called);
    tcase_add_test(tests, arrived_one_byte);
    tcase_add_test(tests, arrived_and_errno);
    tcase_add_test(tests, arrived_each_of_them);
    tcase_add_test(tests, arrived_in_a_full_pipe);
    tcase_add_test(tests, arrived_too_often);
    tcase_add_test(tests, arrived_in_a_write);
    tcase_add_test(tests, arrived_before_the_byte);
    tcase_add_test(tests, arrived_while_the_loop_sleeps);

    tests = process_exercise(suite, "13.2 signals_take", 4, "From a signal to a callback");
    tcase_add_test(tests, take_in_turn);
    tcase_add_test(tests, take_an_error);
    tcase_add_test(tests, take_each_of_them);
    tcase_add_test(tests, take_no_other);
    tcase_add_test(tests, take_the_last_number);
    tcase_add_test(tests, take_again);
    tcase_add_test(tests, take_the_bytes);
    tcase_add_test(tests, take_one_that_comes_in_the_drain);
    tcase_add_test(tests, take_one_that_comes_in_the_call);
    tcase_add_test(tests, take_one_that_nobody_watches);
    tcase_add_test(tests, take_one_that_was_cancelled);
    tcase_add_test(tests, add_after_it_came);
    add_watching(tests);
    return suite;
}
