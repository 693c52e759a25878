/*
 * Chapter 13: the rules of children.
 *
 * P1 (exit codes), P13 (several at once), P14 (ended before, or reaped elsewhere).
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "children.h"
#include "fault.h"
#include "hang.h"
#include "process_tests.h"
#include "signals.h"

/* A child, and its name for the journal. */
struct named {
    struct child_process child; /* first member */
    const char *name;
    int is_allocated;
};

static void say_how_it_ended(struct child_process *child)
{
    struct named *named = (struct named *)child;

    journal("%s%d;", named->name, child->returncode);
    if (named->is_allocated)
        free(named);
}

static void watch(struct named *named, const char *name, pid_t pid)
{
    *named = (struct named){.child = {.pid = pid, .ended = say_how_it_ended}, .name = name};
    expect_error(loop_watch_child(&loop, &named->child), 0, "a child can be watched");
}

static struct named a, b, c;

#define LEFT_ALONE "a child that has not ended is left alone: the look does not wait for it"

/*
 * Lets the loop look, although no child may have ended. The alarm ends a child that is waited for; then later tests
 * would wait as long.
 */
static void look(void)
{
    raise(SIGCHLD);
    run_ready();
    if (a.child.returncode == -SIGALRM)
        hang_report(LEFT_ALONE);
}

/* ---- 13.3 children_look ---------------------------------------------------------------------- */

START_TEST(look_at_an_exit) /* P1 */
{
    watch(&a, "a", make_child(7));
    release_children();
    wait_for_zombie(a.child.pid);
    run_ready();
    expect_str(journal_text(), "a7;", "the code of a child that has ended is its exit status");
    expect_true(!exists(a.child.pid), "a child that has ended does not stay a zombie");
}
END_TEST

START_TEST(look_at_a_killed) /* P1 */
{
    watch(&a, "a", make_child(0));
    kill(a.child.pid, SIGKILL);
    wait_for_zombie(a.child.pid);
    run_ready();
    expect_str(journal_text(), "a-9;",
               "the code of a child that a signal has ended is minus its number");
}
END_TEST

START_TEST(look_at_one_that_runs)
{
    watch(&a, "a", make_child(7));
    look();
    expect_str(journal_text(), "", LEFT_ALONE);
    expect_str(code_text(a.child.returncode), "running", "a child that has not ended has no code");
    release_children();
    wait_for_zombie(a.child.pid);
    run_ready();
    expect_str(journal_text(), "a7;", "a child that ends later is found later");
}
END_TEST

//! [two]
START_TEST(look_at_two_at_once) /* P13 */
{
    struct handle first = {.callback = journal_write, .arg = ""};

    watch(&a, "a", make_child(1));
    watch(&b, "b", make_child(2));
    run_ready();
    release_children();
    wait_for_zombie(a.child.pid);
    wait_for_zombie(b.child.pid);
    loop_call_soon(&loop, &first);
    loop_run_once(&loop);
    loop_call_soon(&loop, &first);
    loop_run_once(&loop);
    expect_str(code_text(a.child.returncode), "1",
               "one look is for all children: signals that come close together are one");
    expect_str(code_text(b.child.returncode), "2",
               "one look is for all children: signals that come close together are one");
}
END_TEST
//! [two]

START_TEST(look_at_those_that_have_ended) /* P13 */
{
    watch(&a, "a", make_child(1));
    watch(&b, "b", make_child(2));
    watch(&c, "c", make_child(3));
    kill(a.child.pid, SIGKILL);
    kill(c.child.pid, SIGKILL);
    wait_for_zombie(a.child.pid);
    wait_for_zombie(c.child.pid);
    run_ready();
    expect_str(code_text(b.child.returncode), "running", "a child that has not ended has no code");
    expect_str(code_text(a.child.returncode), "-9",
               "a child that still runs does not hide the others");
    expect_str(code_text(c.child.returncode), "-9",
               "a child that still runs does not hide the others");
    release_children();
    wait_for_zombie(b.child.pid);
    run_ready();
    expect_str(code_text(b.child.returncode), "2", "a child that ends later is found later");
}
END_TEST

START_TEST(look_at_one_that_stands_still)
{
    siginfo_t info;

    watch(&a, "a", make_child(7));
    kill(a.child.pid, SIGSTOP);
    while (waitid(P_PID, (id_t)a.child.pid, &info, WSTOPPED | WNOWAIT) != 0)
        expect_int(errno, EINTR, "the child is the test's own");
    look();
    expect_str(code_text(a.child.returncode), "running",
               "a child that was stopped has not ended: it can go on");
    kill(a.child.pid, SIGCONT);
    release_children();
    wait_for_zombie(a.child.pid);
    run_ready();
    expect_str(journal_text(), "a7;", "a child that ends later is found later");
}
END_TEST

START_TEST(look_once_for_each)
{
    watch(&a, "a", make_child(7));
    release_children();
    wait_for_zombie(a.child.pid);
    run_ready();
    look();
    expect_str(journal_text(), "a7;", "the end of a child is told once");
}
END_TEST

START_TEST(look_at_one_that_ended_before) /* P14 */
{
    pid_t pid = make_child(7);

    release_children();
    wait_for_zombie(pid);
    watch(&a, "a", pid);
    run_ready();
    expect_str(journal_text(), "a7;", "a child that has ended before it was watched is not missed");
}
END_TEST

START_TEST(look_at_one_that_was_reaped) /* P14 */
{
    watch(&a, "a", make_child(7));
    watch(&b, "b", make_child(8));
    release_children();
    waitpid(a.child.pid, NULL, 0);
    wait_for_zombie(b.child.pid);
    run_ready();
    expect_str(code_text(a.child.returncode), "255",
               "a child that somebody else has asked for ends with code 255");
    expect_str(code_text(b.child.returncode), "8",
               "a child that somebody else has asked for does not hide the others");
}
END_TEST

START_TEST(look_at_nobody_elses)
{
    pid_t other = make_child(5);
    int status = 0;

    watch(&a, "a", make_child(7));
    release_children();
    wait_for_zombie(other);
    wait_for_zombie(a.child.pid);
    run_ready();
    expect_str(journal_text(), "a7;", "the code of a child that has ended is its exit status");
    expect_true(waitpid(other, &status, 0) == other,
                "a child that is not watched is left to whoever made it");
    expect_int(WEXITSTATUS(status), 5, "a child that is not watched is left to whoever made it");
}
END_TEST

START_TEST(look_and_free)
{
    struct named *all[3];

    for (int i = 0; i < 3; i++) {
        all[i] = malloc(sizeof *all[i]);
        watch(all[i], "x", make_child(0));
        all[i]->is_allocated = 1;
    }
    release_children();
    for (int i = 0; i < 3; i++)
        wait_for_zombie(all[i]->child.pid);
    run_ready();
    expect_str(journal_text(), "x0;x0;x0;", "a child may be freed when its end is told");
}
END_TEST

static int ended;

static void set_ended(struct child_process *child)
{
    (void)child;
    ended = 1;
}

START_TEST(look_when_the_loop_sleeps)
{
    struct child_process child = {.pid = make_child(3), .ended = set_ended};

    ended = 0;
    loop_watch_child(&loop, &child);
    run_ready();
    release_children();
    run_until(&ended, "the end of a child wakes a loop that sleeps");
    expect_int(child.returncode, 3, "the code of a child that has ended is its exit status");
}
END_TEST

/* ---- 13.3: what is given --------------------------------------------------------------------- */

START_TEST(close_kills_and_waits)
{
    pid_t pids[2];

    watch(&a, "a", make_child(7));
    watch(&b, "b", make_child(7));
    pids[0] = a.child.pid;
    pids[1] = b.child.pid;
    close_loop();
    expect_str(journal_text(), "b-9;a-9;",
               "a loop that closes kills the children that it watches, and tells their ends");
    expect_true(!exists(pids[0]) && !exists(pids[1]), "a loop that closes leaves no zombie");
}
END_TEST

START_TEST(close_kills_no_stranger) /* P14 */
{
    watch(&a, "a", make_child(7));
    run_ready();
    release_children();
    waitpid(a.child.pid, NULL, 0);
    close_loop();
    expect_str(
        journal_text(), "a255;",
        "a child that somebody else has asked for ends with code 255, also when a loop closes");
}
END_TEST

START_TEST(watch_is_refused)
{
    struct named named = {.child = {.pid = make_child(0), .ended = say_how_it_ended}, .name = "a"};
    struct loop other;

    if (fault_supported()) {
        fault_inject("pipe", EMFILE, 1, 1);
        expect_error(loop_watch_child(&loop, &named.child), EMFILE,
                     "without signals no child can be watched");
        fault_inject("calloc", ENOMEM, 1, 1);
        expect_error(loop_watch_child(&loop, &named.child), ENOMEM,
                     "without memory no child can be watched");
    }
    expect_error(loop_open_children(&loop), 0, "after an error it can be tried again");
    expect_error(loop_open_children(&loop), 0, "to open a loop for children again does no harm");
    expect_error(loop_init(&other, NULL), 0, "loop_init() succeeds");
    expect_error(loop_watch_child(&other, &named.child), EBUSY,
                 "one loop at a time has the signals, and so the children");
    loop_close(&other);
    close_loop();
    expect_error(loop_watch_child(&loop, &named.child), EBADF, "a closed loop watches no child");
    release_children();
    waitpid(named.child.pid, NULL, 0);
}
END_TEST

START_TEST(watch_and_sigchld)
{
    struct handle mine;

    handle_init(&mine, journal_write, "mine;");
    expect_error(loop_add_signal_handler(&loop, SIGCHLD, &mine), 0,
                 "a loop without children has SIGCHLD as another signal");
    expect_error(loop_open_children(&loop), EBUSY,
                 "the handler that somebody has for SIGCHLD is not taken away");
    loop_remove_signal_handler(&loop, SIGCHLD);
    watch(&a, "a", make_child(7));
    expect_error(loop_add_signal_handler(&loop, SIGCHLD, &mine), EBUSY,
                 "SIGCHLD belongs to the children: else no end of one is seen any more");
    expect_true(!loop_remove_signal_handler(&loop, SIGCHLD),
                "SIGCHLD belongs to the children: else no end of one is seen any more");
    release_children();
    wait_for_zombie(a.child.pid);
    run_ready();
    expect_str(journal_text(), "a7;", "a child that ends later is found later");
}
END_TEST

Suite *children_suite(void)
{
    Suite *suite = suite_create("children");
    TCase *tests = process_exercise(suite, "13.3 children_look", 5, "Look at every child");

    tcase_add_test(tests, look_at_an_exit);
    tcase_add_test(tests, look_at_a_killed);
    tcase_add_test(tests, look_at_one_that_runs);
    tcase_add_test(tests, look_at_two_at_once);
    tcase_add_test(tests, look_at_those_that_have_ended);
    tcase_add_test(tests, look_at_one_that_stands_still);
    tcase_add_test(tests, look_once_for_each);
    tcase_add_test(tests, look_at_one_that_ended_before);
    tcase_add_test(tests, look_at_nobody_elses);
    tcase_add_test(tests, look_at_one_that_was_reaped);
    tcase_add_test(tests, look_and_free);
    tcase_add_test(tests, look_when_the_loop_sleeps);
    tcase_add_test(tests, close_kills_and_waits);
    tcase_add_test(tests, close_kills_no_stranger);
    tcase_add_test(tests, watch_is_refused);
    tcase_add_test(tests, watch_and_sigchld);
    return suite;
}
