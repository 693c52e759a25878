/*
 * Real clients for the demos.
 *
 *     clients DEMOS                        runs all tests on the demos in that directory
 *     clients DEMOS serve DEMO COMMAND...  starts DEMO, runs COMMAND with $PORT set, stops DEMO
 *
 * Each test runs in a process group of its own with a limit on its time, so that nothing is left
 * behind. It prints "ok NAME", "FAILED NAME: why" or "passed over NAME: why".
 */
#include "clients.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIME_LIMIT 120 /* seconds a test; each takes one or two */

static char test_name[128];

static _Noreturn void end(const char *verdict, int status, const char *format, va_list arguments)
{
    char why[1024];

    vsnprintf(why, sizeof why, format, arguments);
    for (char *newline = why; (newline = strchr(newline, '\n')) != NULL;)
        *newline = '|'; /* the report has one line a test */
    printf("%s %s: %s\n", verdict, test_name, why);
    fflush(stdout);
    _exit(status);
}

_Noreturn void fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    end("FAILED", EXIT_FAILURE, format, arguments);
}

_Noreturn void pass_over(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    end("passed over", EXIT_SUCCESS, format, arguments);
}

/* In the child: the test. */
static _Noreturn void test_run(const struct test *test)
{
    setpgid(0, 0);
    alarm(TIME_LIMIT);
    test->run();
    printf("ok %s\n", test_name);
    fflush(stdout);
    _exit(EXIT_SUCCESS);
}

/* True if TEST did not fail. Whatever it has started ends with it. */
static bool test_fork(const struct test *test)
{
    pid_t child;
    int status;

    fflush(stdout);
    child = fork();
    if (child == 0)
        test_run(test);
    if (child < 0 || waitpid(child, &status, 0) < 0) {
        printf("FAILED %s: fork: %s\n", test_name, strerror(errno));
        return false;
    }
    kill(-child, SIGKILL);
    if (WIFSIGNALED(status))
        printf("FAILED %s: %s\n", test_name,
               WTERMSIG(status) == SIGALRM ? "it took too long" : strsignal(WTERMSIG(status)));
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

static bool tests_run(const char *subject, const struct test *tests)
{
    bool good = true;

    for (; tests->name != NULL; tests++) {
        snprintf(test_name, sizeof test_name, "%s: %s", subject, tests->name);
        if (!test_fork(tests))
            good = false;
    }
    return good;
}

/* Runs COMMAND beside a server. The exit status is the command's, or 1 if the server died. */
static int serve(const char *demo, char **command)
{
    struct server server;
    char port[16];
    int status;
    pid_t child;

    snprintf(test_name, sizeof test_name, "%s", demo);
    server = server_start(demo, 0);
    snprintf(port, sizeof port, "%d", server.port);
    setenv("PORT", port, 1);
    child = fork();
    if (child == 0) {
        alarm(TIME_LIMIT);
        execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        status = -1;
    server_stop(&server);
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    bool good;

    if (argc < 2) {
        fprintf(stderr, "clients DEMOS [serve DEMO COMMAND...]\n");
        return 2;
    }
    server_directory = argv[1];
    if (argc > 4 && strcmp(argv[2], "serve") == 0)
        return serve(argv[3], argv + 4);
    good = tests_run("echo", echo_tests);
    good = tests_run("chat", chat_tests) && good;
    echo_demo = "echo_server";
    good = tests_run("streams", echo_tests) && good;
    good = tests_run("streams", echo_server_tests) && good;
    good = tests_run("forwarder", forwarder_tests) && good;
    good = tests_run("web", http_tests) && good;
    good = tests_run("shutdown", shutdown_tests) && good;
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
