/*
 * Chapter 13: the rules of waiting for a program, of signals to it, and of letting it go.
 *
 * P1 (codes), P2 (several waiters), P3 (the pipes outlive it), P8 and P9 (cancelled), P10 (released), P11 (too late).
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gather.h"
#include "subprocess_tests.h"
#include "timeout.h"

static struct process *last;

struct process *start_it(struct coro *creation)
{
    expect_finish(creation, 0, "a program can be started");
    return last = value.pointer;
}

struct process *started(void)
{
    return last;
}

const char *read_all(struct stream_reader *reader)
{
    static char text[200];
    const struct bytes *bytes;

    expect_finish(stream_reader_read(reader, STREAM_TO_END), 0,
                  "the pipe comes to an end: the child has its own end of it, and nobody else has");
    bytes = value.pointer;
    snprintf(text, sizeof text, "%.*s", (int)bytes->size, bytes->data);
    return text;
}

int code_of(struct process *process)
{
    expect_finish(process_wait(process), 0, "a child can be waited for");
    return (int)value.integer;
}

int descriptors_with_signals(void)
{
    expect_error(loop_open_children(&loop), 0, "a loop can watch children");
    return open_descriptors();
}

void standard_descriptors_close(int former[3])
{
    descriptors_with_signals(); /* or its pipe would get the numbers 0 and 1 */
    for (int fd = 0; fd < 3; fd++)
        former[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    for (int fd = 0; fd < 3; fd++)
        close(fd);
}

void standard_descriptors_open(const int former[3])
{
    for (int fd = 0; fd < 3; fd++) {
        dup2(former[fd], fd);
        close(former[fd]);
    }
}

/* A program that runs until its input ends, or it is killed. */
static struct process *start_cat(void)
{
    return start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_DEVNULL);
}

START_TEST(end_with_a_status) /* P1 */
{
    struct process *process = start(SH("exit 7"));

    expect_int(code_of(process), 7, "the code of a process is its exit status");
    expect_str(code_text(process->returncode), "7",
               "the code can be read when the process has ended");
    process_release(process);
}
END_TEST

START_TEST(end_by_a_signal) /* P1 */
{
    struct process *process = start_cat();

    expect_str(code_text(process->returncode), "running", "a process that runs has no code");
    expect_error(process_send_signal(process, SIGINT), 0,
                 "a process that runs can be sent a signal");
    expect_int(code_of(process), -SIGINT,
               "the code of a process that a signal has ended is minus its number");
    process_release(process);
    process = start_cat();
    expect_error(process_terminate(process), 0, "a process that runs can be asked to end");
    expect_int(code_of(process), -SIGTERM,
               "the code of a process that a signal has ended is minus its number");
    process_release(process);
    process = start_cat();
    expect_error(process_kill(process), 0, "a process that runs can be killed");
    expect_int(code_of(process), -SIGKILL,
               "the code of a process that a signal has ended is minus its number");
    process_release(process);
}
END_TEST

START_TEST(end_and_several_wait) /* P2 */
{
    struct process *process = start_cat();
    struct task *tasks[3];

    for (int i = 0; i < 3; i++)
        tasks[i] = loop_create_task(&loop, process_wait(process));
    run_ready();
    process_kill(process);
    for (int i = 0; i < 3; i++) {
        expect_error(loop_run_until_complete(&loop, tasks[i], &value), 0,
                     "any number of coroutines may wait for an end");
        expect_int(value.integer, -SIGKILL, "each of those who wait gets the code");
        task_release(tasks[i]);
    }
    expect_int(code_of(process), -SIGKILL, "who waits later gets the code at once");
    expect_int(code_of(process), -SIGKILL, "who waits later gets the code at once");
    process_release(process);
}
END_TEST

START_TEST(end_before_it_was_read) /* P3 */
{
    struct process *process = start(ARGV("echo", "hello"), .out = SUBPROCESS_PIPE);

    expect_int(code_of(process), 0, "the code of a process is its exit status");
    expect_str(read_all(process->out), "hello\n",
               "what a process has written can be read after its end");
    process_release(process);
}
END_TEST

START_TEST(end_while_the_pipe_is_open) /* P3 */
{
    struct process *process =
        start(SH("exec 3<&0; cat <&3 & exit 4"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);

    expect_int(code_of(process), 4,
               "the end of a process is not the end of its pipes: its own child has them still");
    process_release(process);
}
END_TEST

START_TEST(end_without_a_waiter) /* P8 */
{
    struct process *process = start_cat();
    struct task *first = loop_create_task(&loop, process_wait(process));
    struct task *second = loop_create_task(&loop, process_wait(process));

    run_ready();
    task_cancel(first);
    run_ready();
    expect_true(task_cancelled(first), "a wait can be cancelled");
    expect_str(code_text(process->returncode), "running",
               "to cancel a wait does nothing to the process");
    expect_true(!task_done(second), "to cancel a wait does nothing to others who wait");
    process_kill(process);
    expect_error(loop_run_until_complete(&loop, second, &value), 0,
                 "to cancel a wait does nothing to others who wait");
    expect_int(value.integer, -SIGKILL, "each of those who wait gets the code");
    task_release(first);
    task_release(second);
    process_release(process);
}
END_TEST

START_TEST(end_before_it_began) /* P9 */
{
    int before = descriptors_with_signals();
    struct task *task =
        loop_create_task(&loop, asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE));

    task_cancel(task);
    expect_error(loop_run_until_complete(&loop, task, NULL), ECANCELED,
                 "a creation can be cancelled");
    expect_int(open_descriptors() - before, 0, "a creation that is cancelled leaves nothing open");
    expect_int(waitpid(-1, NULL, WNOHANG), -1, "a creation that is cancelled leaves no child");
    task_release(task);
}
END_TEST

START_TEST(end_that_nobody_takes) /* P9 */
{
    int before = open_descriptors();
    struct task *task =
        loop_create_task(&loop, asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE));

    run_ready();
    expect_true(task_done(task), "a creation does not wait: there is nothing to cancel");
    close_loop();
    expect_int(waitpid(-1, NULL, WNOHANG), -1,
               "a process that nobody has taken ends with the loop");
    expect_int(open_descriptors() - before, 0, "its streams are closed with the loop");
    task_result(task, &value);
    process_release(value.pointer);
    task_release(task);
}
END_TEST

START_TEST(end_that_is_waited_for) /* P9 */
{
    int before = descriptors_with_signals();
    struct task *task =
        loop_create_task(&loop, asyncio_wait_for(asyncio_create_subprocess_exec(ARGV("cat")), 0));

    expect_error(loop_run_until_complete(&loop, task, NULL), ETIMEDOUT,
                 "a creation that has no time is cancelled before it begins");
    expect_int(waitpid(-1, NULL, WNOHANG), -1, "a creation that is cancelled leaves no child");
    expect_int(open_descriptors() - before, 0, "a creation that is cancelled leaves nothing open");
    task_release(task);
}
END_TEST

START_TEST(end_by_release) /* P10 */
{
    struct process *process =
        start(SH("trap '' TERM INT; cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);
    pid_t pid = process->pid;

    process_release(process);
    wait_for_zombie(pid);
    run_ready();
    expect_true(!exists(pid), "a process that is released is killed, and waited for");
}
END_TEST

START_TEST(end_before_release) /* P10, P11 */
{
    struct process *process = start(SH("exit 3"));

    expect_int(code_of(process), 3, "the code of a process is its exit status");
    expect_error(process_kill(process), ESRCH,
                 "a process that has ended gets no signal: its number may be another's");
    expect_error(process_terminate(process), ESRCH,
                 "a process that has ended gets no signal: its number may be another's");
    expect_str(code_text(process->returncode), "3", "a release does not kill what has ended");
    process_release(process);
}
END_TEST

START_TEST(end_that_nobody_has_seen) /* P11 */
{
    struct process *process = start_cat();

    expect_error(process_send_signal(process, 1000), EINVAL, "what is no signal is refused");
    expect_error(process_kill(process), 0, "a process that runs can be killed");
    wait_for_zombie(process->pid);
    expect_error(process_terminate(process), 0,
                 "until it has been waited for, its number is its own");
    expect_int(code_of(process), -SIGKILL, "a signal that comes too late changes nothing");
    process_release(process);
}
END_TEST

START_TEST(end_that_somebody_else_has_seen) /* P11, P14 */
{
    struct process *process = start_cat();
    pid_t pid = process->pid;

    signal(SIGUSR1, SIG_IGN); /* else the test would die of it */
    process->pid = getpid();  /* a number that is another's by now: no child has it */
    expect_error(process_send_signal(process, SIGUSR1), ESRCH,
                 "a number that no child has any more is another's, and gets no signal");
    process->pid = pid;
    process_kill(process);
    expect_int(waitpid(pid, NULL, 0), pid, "somebody else waits for the child");
    expect_error(process_kill(process), ESRCH,
                 "a number that no child has any more is another's, and gets no signal");
    expect_int(code_of(process), CHILD_UNKNOWN,
               "a child that somebody else has asked for ends with code 255");
    process_release(process);
}
END_TEST

START_TEST(end_with_the_loop) /* P10 */
{
    struct process *process = start_cat();
    struct process *released = start_cat();
    pid_t pids[] = {process->pid, released->pid};

    process_release(released);
    close_loop();
    expect_true(!exists(pids[0]) && !exists(pids[1]),
                "a loop that closes leaves no child and no zombie");
    expect_str(code_text(process->returncode), "-9",
               "a loop that closes kills the processes that run");
    process_release(process);
}
END_TEST

START_TEST(end_of_many) /* P13 */
{
    struct process *all[20];

    for (int i = 0; i < 20; i++)
        all[i] = start(SH("read line; exit 6"), .in = SUBPROCESS_PIPE);
    for (int i = 0; i < 20; i++)
        stream_writer_close(all[i]->in);
    for (int i = 19; i >= 0; i--) {
        expect_int(code_of(all[i]), 6, "no end is missed where many end at once");
        process_release(all[i]);
    }
}
END_TEST

START_TEST(end_and_sigpipe)
{
    struct process *process;

    signal(SIGPIPE, SIG_IGN);
    process = start(SH("kill -PIPE $$; exit 0"));
    expect_int(code_of(process), -SIGPIPE,
               "a program has SIGPIPE as it expects it, whatever its parent does with it");
    process_release(process);
}
END_TEST

START_TEST(end_of_a_thread_that_blocks)
{
    struct process *process;
    sigset_t blocked, former;

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &former);
    process = start_cat();
    sigprocmask(SIG_SETMASK, &former, NULL);
    process_terminate(process);
    expect_int(code_of(process), -SIGTERM,
               "a program has no signal blocked, whatever its parent does with it");
    process_release(process);
}
END_TEST

void add_ends(TCase *tests)
{
    tcase_add_test(tests, end_with_a_status);
    tcase_add_test(tests, end_by_a_signal);
    tcase_add_test(tests, end_and_several_wait);
    tcase_add_test(tests, end_before_it_was_read);
    tcase_add_test(tests, end_while_the_pipe_is_open);
    tcase_add_test(tests, end_without_a_waiter);
    tcase_add_test(tests, end_before_it_began);
    tcase_add_test(tests, end_that_nobody_takes);
    tcase_add_test(tests, end_that_is_waited_for);
    tcase_add_test(tests, end_by_release);
    tcase_add_test(tests, end_before_release);
    tcase_add_test(tests, end_that_nobody_has_seen);
    tcase_add_test(tests, end_that_somebody_else_has_seen);
    tcase_add_test(tests, end_with_the_loop);
    tcase_add_test(tests, end_of_many);
    tcase_add_test(tests, end_and_sigpipe);
    tcase_add_test(tests, end_of_a_thread_that_blocks);
}
