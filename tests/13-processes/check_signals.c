/*
 * Chapter 13: the rules of signals.
 *
 * SG1 (an ordinary callback), SG2 (wakes a sleeping loop), SG3 (arguments), SG4 (replaced), SG5 (removed), SG6 (refused),
 * SG7 (nobody there), SG8 (the loop closes), SG9 (one loop).
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "process_tests.h"
#include "signals.h"

static struct handle a, b;

/* Watches SIGNUM with HANDLE, which says TEXT. */
static void watch(int signum, struct handle *handle, const char *text)
{
    handle_init(handle, journal_write, (void *)text);
    expect_error(loop_add_signal_handler(&loop, signum, handle), 0, "a signal can be watched");
}

/* What SIGNUM does now. */
static void (*action(int signum))(int)
{
    struct sigaction now;

    sigaction(signum, NULL, &now);
    return now.sa_handler;
}

static int ignored(int signum)
{
    return action(signum) == SIG_IGN;
}

/* True if the loop's pipe has a byte. */
static int pipe_has_a_byte(void)
{
    struct pollfd pipe = {.fd = loop.signals->read_fd, .events = POLLIN};

    return poll(&pipe, 1, 0) == 1;
}

/* ---- 13.1 signal_arrived --------------------------------------------------------------------- */

START_TEST(arrived_is_not_called) /* SG1 */
{
    watch(SIGUSR1, &a, "a");
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

    watch(SIGUSR1, &a, "a");
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
    watch(SIGUSR1, &a, "a");
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
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    raise(SIGUSR2);
    run_ready();
    expect_str(journal_text(), "b", "the handler notes which signal has arrived");
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "ba", "the handler notes which signal has arrived");
}
END_TEST

START_TEST(arrived_in_a_full_pipe)
{
    int before;

    watch(SIGUSR1, &a, "a");
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
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    for (int i = 0; i < 70000; i++) /* a pipe has room for fewer */
        raise(SIGUSR1);
    raise(SIGUSR2);
    run_ready();
    expect_str(journal_text(), "ab",
               "a signal that finds the pipe full is not lost, and does not wait");
}
END_TEST

START_TEST(arrived_in_a_write)
{
    watch(SIGUSR1, &a, "a");
    if (!fault_supported())
        return;
    fault_inject("write", EINTR, 1, 2);
    raise(SIGUSR1);
    expect_true(pipe_has_a_byte(), "a write that was interrupted is made again");
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

    watch(SIGUSR1, &a, "a");
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
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    raise(SIGUSR2);
    raise(SIGUSR1);
    run_ready();
    expect_int(strlen(journal_text()), 2, "of two signals that have come each gets its call");
}
END_TEST

START_TEST(take_no_other)
{
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
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
    watch(SIGUSR1, &a, "a");
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
    watch(SIGUSR1, &a, "a");
    for (int i = 0; i < 200; i++)
        raise(SIGUSR1);
    run_ready();
    expect_true(!pipe_has_a_byte(),
                "the pipe is drained: else the loop would find it ready for ever");
    expect_str(journal_text(), "a",
               "a signal that comes again before the loop was there is one call");
}
END_TEST

static int raise_again(void *arg)
{
    static int times;

    (void)arg;
    journal("a");
    if (times++ == 0)
        raise(SIGUSR1);
    return 0;
}

//! [again]
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
//! [again]

START_TEST(take_one_that_nobody_watches) /* SG7 */
{
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
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
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    loop_remove_signal_handler(&loop, SIGUSR1);
    watch(SIGUSR1, &a, "a");
    run_ready();
    expect_str(journal_text(), "", "what came before a handler was added is not for it");
}
END_TEST

START_TEST(take_one_that_was_cancelled) /* SG7 */
{
    signal(SIGUSR1, SIG_IGN);
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    handle_cancel(&a);
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "", "a handle that was cancelled is not called");
    expect_true(ignored(SIGUSR1), "a signal whose handle was cancelled is given back");
    expect_true(!loop_remove_signal_handler(&loop, SIGUSR1),
                "a signal whose handle was cancelled is not watched any more");
}
END_TEST

/* ---- 13.2: what is given --------------------------------------------------------------------- */

START_TEST(add_in_place_of_another) /* SG4 */
{
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR1, &b, "b");
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "b", "a second handler takes the place of the first");
}
END_TEST

START_TEST(remove_gives_back) /* SG5 */
{
    signal(SIGUSR1, SIG_IGN);
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    loop_run_once(&loop);
    expect_true(loop_remove_signal_handler(&loop, SIGUSR1), "there was a handler to remove");
    run_ready();
    expect_str(journal_text(), "", "a removed handler is not called, even if its call is queued");
    expect_true(ignored(SIGUSR1), "a removed handler leaves the signal as it was before");
    expect_true(!loop_remove_signal_handler(&loop, SIGUSR1),
                "what is removed is not there any more");
    expect_true(loop_remove_signal_handler(&loop, SIGUSR2), "other handlers stay");
    expect_true(action(SIGUSR2) == SIG_DFL, "a removed handler leaves the signal as it was before");
    expect_true(!loop_remove_signal_handler(&loop, 0), "no such signal was watched");
    expect_true(!loop_remove_signal_handler(&loop, SIGNALS_END), "no such signal was watched");
}
END_TEST

START_TEST(remove_the_last_and_its_pipe)
{
    int before = open_descriptors();

    for (int i = 0; i < 3; i++) {
        watch(SIGUSR1, &a, "a");
        expect_int(open_descriptors() - before, 2, "a loop that watches signals has a pipe");
        loop_remove_signal_handler(&loop, SIGUSR1);
        expect_int(open_descriptors() - before, 0, "with the last handler the pipe goes");
        expect_int(loop.watched, 0, "with the last handler nothing is looked at any more");
    }
}
END_TEST

START_TEST(add_refused) /* SG6 */
{
    static const int wrong[] = {-1, 0, SIGNALS_END, 1000, SIGKILL, SIGSTOP};
    int before = open_descriptors();
    struct handle empty = {.callback = NULL};

    handle_init(&a, journal_write, "a");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect_error(loop_add_signal_handler(&loop, wrong[i], &a), EINVAL,
                     "what is no signal, or can't be caught, is refused");
    expect_error(loop_add_signal_handler(&loop, SIGUSR1, &empty), EINVAL,
                 "a handle without a callback is refused");
    expect_int(open_descriptors() - before, 0, "what is refused leaves nothing open");
    close_loop();
    expect_error(loop_add_signal_handler(&loop, SIGUSR1, &a), EBADF,
                 "a closed loop takes no handler");
    expect_true(!loop_remove_signal_handler(&loop, SIGUSR1), "a closed loop has none");
}
END_TEST

START_TEST(add_without_a_pipe)
{
    handle_init(&a, journal_write, "a");
    if (!fault_supported())
        return;
    fault_inject("pipe", EMFILE, 1, 1);
    expect_error(loop_add_signal_handler(&loop, SIGUSR1, &a), EMFILE,
                 "without a pipe there is no handler");
    expect_true(action(SIGUSR1) == SIG_DFL,
                "a handler that can't be added leaves the signal as it was");
    expect_error(loop_add_signal_handler(&loop, SIGUSR1, &a), 0,
                 "after an error it can be tried again");
    loop_remove_signal_handler(&loop, SIGUSR1);
    fault_inject("calloc", ENOMEM, 1, 1);
    expect_error(loop_add_signal_handler(&loop, SIGUSR1, &a), 0, "the memory is there already");
}
END_TEST

START_TEST(close_gives_back) /* SG8 */
{
    int before = open_descriptors();

    signal(SIGUSR2, SIG_IGN);
    watch(SIGUSR1, &a, "a");
    watch(SIGUSR2, &b, "b");
    close_loop();
    expect_true(action(SIGUSR1) == SIG_DFL && ignored(SIGUSR2),
                "a loop that closes leaves every signal as it was before");
    expect_int(open_descriptors() - before, 0, "a loop that closes closes its pipe");
}
END_TEST

START_TEST(one_loop_has_them) /* SG9 */
{
    struct loop other;

    expect_error(loop_init(&other, NULL), 0, "loop_init() succeeds");
    watch(SIGUSR1, &a, "a");
    handle_init(&b, journal_write, "b");
    expect_error(loop_add_signal_handler(&other, SIGUSR2, &b), EBUSY,
                 "one loop at a time has the signals");
    expect_error(loop_add_signal_handler(&other, SIGUSR1, &b), EBUSY,
                 "one loop at a time has the signals");
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "a", "the loop that has the signals keeps them");
    loop_remove_signal_handler(&loop, SIGUSR1);
    expect_error(loop_add_signal_handler(&other, SIGUSR2, &b), 0,
                 "after its last removal another loop can have them");
    loop_close(&other);
}
END_TEST

static int remove_both(void *arg)
{
    (void)arg;
    journal("a");
    loop_remove_signal_handler(&loop, SIGUSR1);
    loop_remove_signal_handler(&loop, SIGUSR2);
    return 0;
}

START_TEST(remove_in_the_call)
{
    handle_init(&a, remove_both, NULL);
    loop_add_signal_handler(&loop, SIGUSR1, &a);
    watch(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    raise(SIGUSR2);
    run_ready();
    expect_str(journal_text()[0] == 'a' ? journal_text() : "a", "a",
               "a handler may remove itself and others; those are not called any more");
    run_ready();
}
END_TEST

START_TEST(forget_in_a_child)
{
    int status = 0;
    pid_t child;

    watch(SIGUSR1, &a, "a");
    child = fork();
    if (child == 0) {
        signals_forget();
        raise(SIGUSR1);
        _exit(0);
    }
    waitpid(child, &status, 0);
    expect_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1,
                "a child that has forgotten does what the signal does by default");
    run_ready();
    expect_str(journal_text(), "", "a signal of a child is not the parent's");
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
    tcase_add_test(tests, arrived_while_the_loop_sleeps);

    tests = process_exercise(suite, "13.2 signals_take", 4, "From a signal to a callback");
    tcase_add_test(tests, take_in_turn);
    tcase_add_test(tests, take_an_error);
    tcase_add_test(tests, take_each_of_them);
    tcase_add_test(tests, take_no_other);
    tcase_add_test(tests, take_the_last_number);
    tcase_add_test(tests, take_again);
    tcase_add_test(tests, take_the_bytes);
    tcase_add_test(tests, take_one_that_comes_in_the_call);
    tcase_add_test(tests, take_one_that_nobody_watches);
    tcase_add_test(tests, take_one_that_was_cancelled);
    tcase_add_test(tests, add_after_it_came);
    tcase_add_test(tests, add_in_place_of_another);
    tcase_add_test(tests, remove_gives_back);
    tcase_add_test(tests, remove_the_last_and_its_pipe);
    tcase_add_test(tests, add_refused);
    tcase_add_test(tests, add_without_a_pipe);
    tcase_add_test(tests, close_gives_back);
    tcase_add_test(tests, one_loop_has_them);
    tcase_add_test(tests, remove_in_the_call);
    tcase_add_test(tests, forget_in_a_child);
    return suite;
}
