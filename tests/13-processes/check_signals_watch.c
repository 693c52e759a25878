/*
 * Chapter 13: the rules of adding and removing a signal's handler, all of which is given.
 *
 * SG4 (replaced), SG5 (removed), SG6 (refused), SG8 (the loop closes), SG9 (one loop).
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "signals_tests.h"

static struct handle a, b;

void watch_signal(int signum, struct handle *handle, const char *text)
{
    handle_init(handle, journal_write, (void *)text);
    expect_error(loop_add_signal_handler(&loop, signum, handle), 0, "a signal can be watched");
}

void (*signal_action(int signum))(int)
{
    struct sigaction now;

    sigaction(signum, NULL, &now);
    return now.sa_handler;
}

int signal_is_ignored(int signum)
{
    return signal_action(signum) == SIG_IGN;
}

START_TEST(add_in_place_of_another) /* SG4 */
{
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR1, &b, "b");
    raise(SIGUSR1);
    run_ready();
    expect_str(journal_text(), "b", "a second handler takes the place of the first");
}
END_TEST

START_TEST(remove_gives_back) /* SG5 */
{
    signal(SIGUSR1, SIG_IGN);
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    raise(SIGUSR1);
    loop_run_once(&loop);
    expect_true(loop_remove_signal_handler(&loop, SIGUSR1), "there was a handler to remove");
    run_ready();
    expect_str(journal_text(), "", "a removed handler is not called, even if its call is queued");
    expect_true(signal_is_ignored(SIGUSR1), "a removed handler leaves the signal as it was before");
    expect_true(!loop_remove_signal_handler(&loop, SIGUSR1),
                "what is removed is not there any more");
    expect_true(loop_remove_signal_handler(&loop, SIGUSR2), "other handlers stay");
    expect_true(signal_action(SIGUSR2) == SIG_DFL,
                "a removed handler leaves the signal as it was before");
    expect_true(!loop_remove_signal_handler(&loop, 0), "no such signal was watched");
    expect_true(!loop_remove_signal_handler(&loop, SIGNALS_END), "no such signal was watched");
}
END_TEST

START_TEST(remove_the_last_and_its_pipe)
{
    int before = open_descriptors();

    for (int i = 0; i < 3; i++) {
        watch_signal(SIGUSR1, &a, "a");
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
    expect_true(signal_action(SIGUSR1) == SIG_DFL,
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
    watch_signal(SIGUSR1, &a, "a");
    watch_signal(SIGUSR2, &b, "b");
    close_loop();
    expect_true(signal_action(SIGUSR1) == SIG_DFL && signal_is_ignored(SIGUSR2),
                "a loop that closes leaves every signal as it was before");
    expect_int(open_descriptors() - before, 0, "a loop that closes closes its pipe");
}
END_TEST

START_TEST(one_loop_has_them) /* SG9 */
{
    struct loop other;

    expect_error(loop_init(&other, NULL), 0, "loop_init() succeeds");
    watch_signal(SIGUSR1, &a, "a");
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
    watch_signal(SIGUSR2, &b, "b");
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

    watch_signal(SIGUSR1, &a, "a");
    handle_init(&b, journal_write, "b");
    child = fork();
    if (child == 0) {
        struct loop own;

        signals_forget();
        loop_init(&own, NULL);
        if (loop_add_signal_handler(&own, SIGUSR2, &b) == 0)
            raise(SIGUSR1);
        _exit(0);
    }
    waitpid(child, &status, 0);
    expect_true(
        WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1,
        "a child that has forgotten can have signals of its own, and the others do what they do "
        "by default");
    run_ready();
    expect_str(journal_text(), "", "a signal of a child is not the parent's");
}
END_TEST

void add_watching(TCase *tests)
{
    tcase_add_test(tests, add_in_place_of_another);
    tcase_add_test(tests, remove_gives_back);
    tcase_add_test(tests, remove_the_last_and_its_pipe);
    tcase_add_test(tests, add_refused);
    tcase_add_test(tests, add_without_a_pipe);
    tcase_add_test(tests, close_gives_back);
    tcase_add_test(tests, one_loop_has_them);
    tcase_add_test(tests, remove_in_the_call);
    tcase_add_test(tests, forget_in_a_child);
}
