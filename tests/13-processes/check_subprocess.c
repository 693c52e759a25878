/*
 * Chapter 13: the rules of other programs: what becomes of their standard descriptors.
 *
 * P7 (absent streams), P12 (can't be started). What else they are started with is in check_subprocess_start.c;
 * waiting, signals and the end are in check_subprocess_end.c, communicate in check_communicate.c.
 */
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "subprocess_tests.h"

#define WITHOUT_MEMORY "without memory nothing is left open"

/* ---- 13.4 standard_stream -------------------------------------------------------------------- */

START_TEST(stream_from_output) /* P7 */
{
    struct process *process = start(SH("echo hello"), .out = SUBPROCESS_PIPE);

    expect_true(process->out != NULL, "a pipe from the child's output is a stream");
    expect_true(process->in == NULL && process->err == NULL, "what is no pipe has no stream");
    expect_str(read_all(process->out), "hello\n",
               "what the child writes to its output comes through the pipe");
    process_release(process);
}
END_TEST

START_TEST(stream_from_errors)
{
    struct process *process = start(SH("echo oops >&2"), .err = SUBPROCESS_PIPE);

    expect_str(read_all(process->err), "oops\n",
               "what the child writes to its standard error comes through that pipe");
    process_release(process);
}
END_TEST

START_TEST(stream_of_each)
{
    struct process *process =
        start(SH("read line; echo out $line; echo err $line >&2"), .in = SUBPROCESS_PIPE,
              .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE);

    stream_writer_write(process->in, "1\n", 2);
    expect_str(read_all(process->out), "out 1\n", "each of three pipes leads where it should");
    expect_str(read_all(process->err), "err 1\n", "each of three pipes leads where it should");
    process_release(process);
}
END_TEST

START_TEST(stream_to_input)
{
    struct process *process = start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);

    stream_writer_write(process->in, "one ", 4);
    stream_writer_write(process->in, "two", 3);
    stream_writer_close(process->in);
    expect_str(read_all(process->out), "one two",
               "what is written to the stream is what the child reads, up to the close");
    process_release(process);
}
END_TEST

START_TEST(stream_from_nothing) /* P7 */
{
    struct process *process = start(ARGV("cat"), .in = SUBPROCESS_DEVNULL, .out = SUBPROCESS_PIPE);

    expect_true(process->in == NULL, "what is no pipe has no stream");
    expect_str(read_all(process->out), "", "a child whose input is DEVNULL reads its end at once");
    expect_int(code_of(process), 0, "a child can read from DEVNULL, and write to it");
    process_release(process);
}
END_TEST

START_TEST(stream_to_nothing) /* P7 */
{
    struct process *process = start(SH("echo lost && echo lost >&2 || exit 9"),
                                    .out = SUBPROCESS_DEVNULL, .err = SUBPROCESS_DEVNULL);

    expect_true(process->out == NULL && process->err == NULL, "what is no pipe has no stream");
    expect_finish(process_wait(process), 0, "a child can be waited for");
    expect_int(value.integer, 0, "a child can read from DEVNULL, and write to it");
    process_release(process);
}
END_TEST

START_TEST(stream_both_in_one)
{
    struct process *process =
        start(SH("echo a; echo b >&2; echo c"), .out = SUBPROCESS_PIPE, .err = SUBPROCESS_STDOUT);

    expect_true(process->err == NULL, "what is no pipe has no stream");
    expect_str(read_all(process->out), "a\nb\nc\n",
               "with SUBPROCESS_STDOUT the errors come with the output");
    process_release(process);
}
END_TEST

/* A pipe in place of this process's descriptor FD. Returns the reading end. */
static int take_the_place_of(int fd)
{
    int ends[2];

    expect_int(pipe(ends), 0, "the test has a pipe");
    dup2(ends[1], fd);
    close(ends[1]);
    return ends[0];
}

/* What is in PIPE once the child has ended. */
static const char *text_in(int pipe)
{
    static char text[100];
    ssize_t size = read(pipe, text, sizeof text - 1);

    text[size > 0 ? size : 0] = '\0';
    close(pipe);
    return text;
}

START_TEST(stream_of_the_parent)
{
    int former = dup(1), pipe = take_the_place_of(1);
    struct process *process = start(ARGV("echo", "hello"), .in = SUBPROCESS_DEVNULL);

    expect_finish(process_wait(process), 0, "a child can be waited for");
    dup2(former, 1);
    close(former);
    expect_str(text_in(pipe), "hello\n", "what is inherited is the parent's own");
    process_release(process);
}
END_TEST

START_TEST(stream_of_a_descriptor)
{
    int ends[2];
    struct process *process;

    expect_int(pipe(ends), 0, "the test has a pipe");
    process = start(SH("echo out; echo err >&2"), .out = ends[1], .err = ends[1]);
    expect_finish(process_wait(process), 0, "a child can be waited for");
    close(ends[1]);
    expect_str(text_in(ends[0]), "out\nerr\n",
               "a descriptor of the parent can be the child's output");
    process_release(process);
}
END_TEST

START_TEST(stream_both_in_one_descriptor)
{
    int ends[2];
    struct process *process;

    expect_int(pipe(ends), 0, "the test has a pipe");
    expect_finish(asyncio_create_subprocess_exec(SH("echo a; echo b >&2"), .out = ends[1],
                                                 .err = SUBPROCESS_STDOUT),
                  0, "with SUBPROCESS_STDOUT the errors go where the output goes, pipe or not");
    process = value.pointer;
    code_of(process);
    process_release(process);
    close(ends[1]);
    expect_str(text_in(ends[0]), "a\nb\n",
               "with SUBPROCESS_STDOUT the errors go where the output goes, pipe or not");
}
END_TEST

START_TEST(stream_exchanged)
{
    int former[] = {dup(1), dup(2)};
    int out = take_the_place_of(1), err = take_the_place_of(2);
    struct process *process = start(SH("echo out; echo err >&2"), .out = 2, .err = 1);
    int code = code_of(process);

    dup2(former[0], 1);
    dup2(former[1], 2);
    close(former[0]);
    close(former[1]);
    process_release(process);
    expect_int(code, 0, "the code of a process is its exit status");
    expect_str(text_in(out), "err\n",
               "1 is the parent's own, also if the child's is another by then");
    expect_str(text_in(err), "out\n", "2 is the parent's own");
}
END_TEST

START_TEST(stream_that_is_none)
{
    int before = descriptors_with_signals();

    expect_start_error(asyncio_create_subprocess_exec(ARGV("true"), .out = SUBPROCESS_STDOUT),
                       EINVAL, "only the errors can go where the output goes");
    expect_start_error(
        asyncio_create_subprocess_exec(ARGV("true"), .in = SUBPROCESS_PIPE, .err = -7), EINVAL,
        "what is no stream is refused");
    expect_start_error(asyncio_create_subprocess_exec(ARGV("true"), .out = 1000000000), EBADF,
                       "what can't be written down is an error of the creation");
    expect_start_error(asyncio_create_subprocess_exec((const char *const[]){NULL}), EINVAL,
                       "a program has a name");
    expect_int(open_descriptors() - before, 0, "what is refused leaves nothing open");
}
END_TEST

/* ---- 13.4: what else is open ----------------------------------------------------------------- */

//! [other]
START_TEST(open_in_no_other_child)
{
    struct process *first = start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE);
    struct process *second = start(ARGV("cat"), .in = SUBPROCESS_PIPE);

    stream_writer_close(first->in);
    expect_str(
        read_all(first->out), "",
        "a child has its own ends only: else the first would never see the end of its input");
    expect_str(code_text(second->returncode), "running", "the other goes on");
    process_release(first);
    process_release(second);
}
END_TEST
//! [other]

START_TEST(open_and_closed_again)
{
    int before = descriptors_with_signals();

    for (int i = 0; i < 3; i++) {
        struct process *process = start(ARGV("cat"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE,
                                        .err = SUBPROCESS_DEVNULL);

        expect_int(open_descriptors() - before, 2,
                   "the parent has one end of each pipe, and no other descriptor");
        process_release(process);
        run_ready();
        expect_int(open_descriptors() - before, 0,
                   "a process that is released leaves nothing open");
    }
}
END_TEST

START_TEST(open_without_standard_descriptors)
{
    int former[3];
    struct process *process;
    const char *text;

    standard_descriptors_close(former);
    process = start(SH("read line; echo out $line; echo err >&2"), .in = SUBPROCESS_PIPE,
                    .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE);
    stream_writer_write(process->in, "1\n", 2);
    text = read_all(process->out);
    standard_descriptors_open(former);
    expect_str(text, "out 1\n", "it works for a parent that has no standard descriptors itself");
    expect_str(read_all(process->err), "err\n",
               "it works for a parent that has no standard descriptors itself");
    process_release(process);
}
END_TEST

/* ---- 13.4: what can't be started ------------------------------------------------------------- */

/* Does posix_spawn() tell why a program can't be started? It need not, and under valgrind it doesn't. */
static int spawn_tells(void)
{
    char *argv[] = {"no-such-program", NULL};
    pid_t pid;

    if (posix_spawn(&pid, "/no/such/program", NULL, NULL, argv, argv + 1) != 0)
        return 1;
    waitpid(pid, NULL, 0);
    return 0;
}

START_TEST(started_in_vain) /* P12 */
{
    int before = descriptors_with_signals();

    if (!spawn_tells())
        return;
    expect_start_error(asyncio_create_subprocess_exec(ARGV("/no/such/program")), ENOENT,
                       "a program that is not there is an error of the creation");
    expect_start_error(asyncio_create_subprocess_exec(ARGV("no-such-program"),
                                                      .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE,
                                                      .err = SUBPROCESS_PIPE),
                       ENOENT, "a program that is not there is an error of the creation");
    expect_start_error(asyncio_create_subprocess_exec(ARGV("/"), .out = SUBPROCESS_PIPE), EACCES,
                       "what is no program is an error of the creation");
    expect_int(open_descriptors() - before, 0, "what can't be started leaves nothing open");
    expect_int(waitpid(-1, NULL, WNOHANG), -1, "what can't be started leaves no child");
}
END_TEST

START_TEST(started_without_means) /* P12 */
{
    int before = descriptors_with_signals();

    if (!fault_supported())
        return;
    for (int i = 1; i <= 2; i++) {
        fault_inject("pipe", EMFILE, i, 1);
        expect_start_error(asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE,
                                                          .out = SUBPROCESS_PIPE,
                                                          .err = SUBPROCESS_PIPE),
                           EMFILE, "without a pipe there is no process");
        fault_clear();
        expect_int(open_descriptors() - before, 0, "what can't be started leaves nothing open");
    }
    for (int i = 1; i <= 4; i++) {
        fault_inject("calloc", ENOMEM, i, 1);
        if (finish(asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE,
                                                  .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE),
                   WITHOUT_MEMORY) == 0)
            process_release(value.pointer);
        fault_clear();
        run_ready();
        expect_int(open_descriptors() - before, 0, WITHOUT_MEMORY);
    }
}
END_TEST

Suite *subprocess_suite(void)
{
    Suite *suite = suite_create("subprocess");
    TCase *tests = process_exercise(suite, "13.4 standard_stream", 5, "Handing over a pipe's end");

    tcase_add_test(tests, stream_from_output);
    tcase_add_test(tests, stream_to_nothing);
    tcase_add_test(tests, stream_from_errors);
    tcase_add_test(tests, stream_of_each);
    tcase_add_test(tests, stream_to_input);
    tcase_add_test(tests, stream_from_nothing);
    tcase_add_test(tests, stream_both_in_one);
    tcase_add_test(tests, stream_of_the_parent);
    tcase_add_test(tests, stream_of_a_descriptor);
    tcase_add_test(tests, stream_both_in_one_descriptor);
    tcase_add_test(tests, stream_exchanged);
    tcase_add_test(tests, stream_that_is_none);
    tcase_add_test(tests, open_in_no_other_child);
    tcase_add_test(tests, open_and_closed_again);
    tcase_add_test(tests, open_without_standard_descriptors);
    tcase_add_test(tests, started_in_vain);
    tcase_add_test(tests, started_without_means);
    add_starts(tests);
    add_ends(tests);
    return suite;
}
