/*
 * Chapter 13: the rules of what a program is started with: arguments, an environment, a directory.
 *
 * P12 (can't be started). With an environment or a directory it is forked, so the rules of streams, signals
 * and errors are tried here again.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "subprocess_tests.h"

/* ---- Arguments ------------------------------------------------------------------------------- */

START_TEST(started_with_arguments)
{
    struct process *process =
        start(ARGV("printf", "%s,%s.", "a b", "$HOME"), .out = SUBPROCESS_PIPE);

    expect_str(read_all(process->out), "a b,$HOME.", "arguments go to the program as they are");
    process_release(process);
}
END_TEST

START_TEST(started_by_the_shell)
{
    struct process *process;

    expect_finish(
        asyncio_create_subprocess_shell("echo hello | tr a-z A-Z", .out = SUBPROCESS_PIPE), 0,
        "a line of the shell can be started");
    process = value.pointer;
    expect_str(read_all(process->out), "HELLO\n", "a line of the shell does what it says");
    process_release(process);
}
END_TEST

START_TEST(started_later)
{
    char name[] = "echo", word[] = "hello", directory[] = "/";
    struct coro *coroutine =
        asyncio_create_subprocess_exec(ARGV(name, word), .out = SUBPROCESS_PIPE, .cwd = directory);
    struct process *process;

    strcpy(name, "????");
    strcpy(word, "?????");
    strcpy(directory, "?");
    expect_finish(coroutine, 0, "a program can be started");
    process = value.pointer;
    expect_str(read_all(process->out), "hello\n", "arguments are copied by the call");
    process_release(process);
    coro_drop(asyncio_create_subprocess_exec(ARGV("echo"), .env = ARGV("A=1"), .cwd = "/"));
}
END_TEST

/* ---- An environment -------------------------------------------------------------------------- */

START_TEST(started_with_an_environment)
{
    static const char *const env[] = {"PATH=/usr/bin:/bin", "COLOUR=blue", NULL};
    struct process *process = start(SH("echo $COLOUR $HOME"), .out = SUBPROCESS_PIPE, .env = env);

    expect_str(read_all(process->out), "blue\n", "a program can have an environment of its own");
    process_release(process);
}
END_TEST

START_TEST(started_from_its_path)
{
    static const char *const nowhere[] = {"PATH=/no/such/directory:/dev/null", NULL};
    static const char *const second[] = {"PATH=/no/such/directory:/bin:/usr/bin:", NULL};
    static const char *const none[] = {"COLOUR=blue", NULL};

    expect_start_error(asyncio_create_subprocess_exec(SH("exit 0"), .env = nowhere), ENOTDIR,
                       "a program is looked for in the PATH of its own environment");
    expect_int(code_of(start(SH("exit 3"), .env = second)), 3,
               "a program is looked for in one directory of PATH after the other");
    process_release(started());
    expect_int(code_of(start(SH("exit 4"), .env = none)), 4,
               "without PATH a program is looked for where the system has its own");
    process_release(started());
}
END_TEST

/* ---- A directory ----------------------------------------------------------------------------- */

START_TEST(started_in_a_directory)
{
    char before[4096], after[4096];
    struct process *process;

    expect_true(getcwd(before, sizeof before) != NULL, "the test has a directory");
    process = start(SH("pwd -P"), .out = SUBPROCESS_PIPE, .cwd = "/");
    expect_str(read_all(process->out), "/\n", "a program can begin in a directory of its own");
    expect_true(getcwd(after, sizeof after) != NULL, "the test has a directory");
    expect_str(after, before, "the parent stays in its own");
    process_release(process);
}
END_TEST

START_TEST(started_by_a_name_in_a_directory)
{
    expect_int(code_of(start(ARGV("./sh", "-c", "exit 5"), .cwd = "/bin")), 5,
               "a name with a slash counts from the child's directory");
    process_release(started());
}
END_TEST

/* A directory which nobody may enter; NULL: this user may do all. */
static const char *closed_directory(void)
{
    static char name[] = "/tmp/check-processes-XXXXXX";

    expect_true(mkdtemp(name) != NULL && chmod(name, 0) == 0, "the test has a directory");
    if (access(name, X_OK) != 0)
        return name;
    rmdir(name);
    return NULL;
}

START_TEST(started_in_no_directory) /* P12 */
{
    int before = descriptors_with_signals();
    const char *closed = closed_directory();

    expect_start_error(asyncio_create_subprocess_exec(ARGV("true"), .cwd = "/no/such/directory"),
                       ENOENT, "a directory that is not there is an error of the creation");
    expect_start_error(
        asyncio_create_subprocess_exec(ARGV("true"), .out = SUBPROCESS_PIPE, .cwd = "/dev/null"),
        ENOTDIR, "what is no directory is an error of the creation");
    if (closed != NULL) {
        int error = finish(asyncio_create_subprocess_exec(ARGV("true"), .cwd = closed), "");

        rmdir(closed);
        expect_error(error, EACCES,
                     "a directory that may not be entered is an error of the creation");
    }
    expect_int(open_descriptors() - before, 0, "what can't be started leaves nothing open");
    expect_int(waitpid(-1, NULL, WNOHANG), -1, "what can't be started leaves no child");
}
END_TEST

START_TEST(started_in_a_directory_in_vain) /* P12 */
{
    int before = descriptors_with_signals();

    expect_start_error(asyncio_create_subprocess_exec(ARGV("no-such-program"), .cwd = "/"), ENOENT,
                       "a program that is not there is an error of the creation");
    expect_start_error(asyncio_create_subprocess_exec(ARGV(""), .cwd = "/"), ENOENT,
                       "a program has a name");
    expect_start_error(asyncio_create_subprocess_exec(ARGV("/"), .in = SUBPROCESS_PIPE, .cwd = "/"),
                       EACCES, "what is no program is an error of the creation");
    expect_start_error(asyncio_create_subprocess_exec(ARGV("true"), .out = 1000, .cwd = "/"), EBADF,
                       "a descriptor that is not open is an error of the creation");
    expect_int(open_descriptors() - before, 0, "what can't be started leaves nothing open");
    expect_int(waitpid(-1, NULL, WNOHANG), -1, "what can't be started leaves no child");
}
END_TEST

START_TEST(started_in_a_directory_with_streams)
{
    struct process *process =
        start(SH("read line; echo out $line; echo err >&2"), .in = SUBPROCESS_PIPE,
              .out = SUBPROCESS_PIPE, .err = SUBPROCESS_PIPE, .cwd = "/");

    stream_writer_write(process->in, "1\n", 2);
    expect_str(read_all(process->out), "out 1\n", "in a directory of its own it has its streams");
    expect_str(read_all(process->err), "err\n", "in a directory of its own it has its streams");
    process_release(process);
    process = start(SH("cat; echo a; echo b >&2"), .in = SUBPROCESS_DEVNULL, .out = SUBPROCESS_PIPE,
                    .err = SUBPROCESS_STDOUT, .cwd = "/");
    expect_str(read_all(process->out), "a\nb\n", "in a directory of its own it has its streams");
    process_release(process);
}
END_TEST

#define LIST_DESCRIPTORS                                                                           \
    SH("for fd in 3 4 5 6 7 8 9; do (: <&$fd) 2>/dev/null && echo $fd; done; :")

START_TEST(started_in_a_directory_with_no_more)
{
    struct process *process = start(LIST_DESCRIPTORS, .out = SUBPROCESS_PIPE);
    char inherited[100]; /* from whoever has started the tests */

    strcpy(inherited, read_all(process->out));
    process_release(process);
    process = start(LIST_DESCRIPTORS, .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE, .cwd = "/");
    expect_str(read_all(process->out), inherited,
               "a program has no descriptor but its own, in whatever directory");
    process_release(process);
}
END_TEST

START_TEST(started_in_a_directory_without_standard_descriptors)
{
    int former[3];
    const char *text;
    struct process *process;

    standard_descriptors_close(former);
    process = start(SH("echo out"), .in = SUBPROCESS_PIPE, .out = SUBPROCESS_PIPE,
                    .err = SUBPROCESS_DEVNULL, .cwd = "/");
    text = read_all(process->out);
    standard_descriptors_open(former);
    expect_str(text, "out\n", "it works for a parent that has no standard descriptors itself");
    process_release(process);
}
END_TEST

START_TEST(started_in_a_directory_and_signals)
{
    sigset_t blocked, former;

    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &former);
    start(SH("kill -TERM $$; exit 0"), .cwd = "/");
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    sigprocmask(SIG_SETMASK, &former, NULL);
    expect_true(sigismember(&blocked, SIGTERM) && !sigismember(&blocked, SIGINT),
                "the parent blocks what it blocked before");
    expect_int(code_of(started()), -SIGTERM,
               "a program has no signal blocked, whatever its parent does with it");
    process_release(started());
    expect_int(code_of(start(SH("kill -PIPE $$; exit 0"), .cwd = "/")), -SIGPIPE,
               "a program has SIGPIPE as it expects it, whatever its parent does with it");
    process_release(started());
}
END_TEST

START_TEST(started_in_a_directory_without_means) /* P12 */
{
    int before = descriptors_with_signals(), result = 1;

    if (!fault_supported())
        return;
    for (int i = 1; i <= 2; i++) {
        fault_inject("pipe", EMFILE, i, 1);
        expect_start_error(
            asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE, .cwd = "/"), EMFILE,
            "without a pipe there is no process");
        fault_clear();
        expect_int(open_descriptors() - before, 0, "what can't be started leaves nothing open");
    }
    for (int i = 1; result != 0; i++) {
        coro_free_memory();
        fault_inject("malloc", ENOMEM, i, 1);
        result = finish(asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE,
                                                       .env = ARGV("A=1"), .cwd = "/"),
                        "without memory it fails");
        fault_clear();
        run_ready();
        if (result != 0)
            expect_int(open_descriptors() - before, 0, "without memory nothing is left open");
    }
    process_release(value.pointer);
}
END_TEST

START_TEST(started_and_interrupted) /* P12; the error comes through a pipe */
{
    int before = descriptors_with_signals();

    if (!fault_supported())
        return;
    fault_inject("read", EINTR, 1, 2);
    expect_start_error(asyncio_create_subprocess_exec(ARGV("true"), .cwd = "/no/such/directory"),
                       ENOENT, "a signal meanwhile is no error, and hides none");
    fault_inject("read", EIO, 1, 1);
    expect_start_error(asyncio_create_subprocess_exec(ARGV("cat"), .cwd = "/"), EIO,
                       "whether it was started must be known");
    fault_clear();
    expect_int(open_descriptors() - before, 0, "what can't be started leaves nothing open");
    expect_int(waitpid(-1, NULL, WNOHANG), -1, "what can't be started leaves no child");
}
END_TEST

void add_starts(TCase *tests)
{
    tcase_add_test(tests, started_with_arguments);
    tcase_add_test(tests, started_by_the_shell);
    tcase_add_test(tests, started_later);
    tcase_add_test(tests, started_with_an_environment);
    tcase_add_test(tests, started_from_its_path);
    tcase_add_test(tests, started_in_a_directory);
    tcase_add_test(tests, started_by_a_name_in_a_directory);
    tcase_add_test(tests, started_in_no_directory);
    tcase_add_test(tests, started_in_a_directory_in_vain);
    tcase_add_test(tests, started_in_a_directory_with_streams);
    tcase_add_test(tests, started_in_a_directory_with_no_more);
    tcase_add_test(tests, started_in_a_directory_without_standard_descriptors);
    tcase_add_test(tests, started_in_a_directory_and_signals);
    tcase_add_test(tests, started_in_a_directory_without_means);
    tcase_add_test(tests, started_and_interrupted);
}
