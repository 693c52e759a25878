/* Servers under test: start, watch, stop. */
#include "clients.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

const char *server_directory;

static FILE *server_log; /* what the server writes to standard error; shown if it dies */

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

void descriptors_reserve(long count)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        fail("getrlimit: %s", strerror(errno));
    if (limit.rlim_cur >= (rlim_t)count)
        return;
    limit.rlim_cur = (rlim_t)count;
    if (limit.rlim_max < (rlim_t)count || setrlimit(RLIMIT_NOFILE, &limit) != 0)
        pass_over("it takes %ld descriptors, and only %ld are allowed here (ulimit -n)", count,
                  (long)limit.rlim_max);
}

/* In the child: becomes the server, with standard output into the pipe OUTPUT. */
static _Noreturn void server_become(char *const *arguments, long descriptors, const int output[2])
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", server_directory, arguments[0]);
    dup2(output[1], STDOUT_FILENO);
    dup2(fileno(server_log), STDERR_FILENO);
    close(output[0]);
    close(output[1]);
    close(fileno(server_log));
    if (descriptors > 0) {
        const struct rlimit limit = {.rlim_cur = (rlim_t)descriptors,
                                     .rlim_max = (rlim_t)descriptors};

        setrlimit(RLIMIT_NOFILE, &limit);
    }
    execv(path, arguments);
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    _exit(127);
}

/* The server says where it serves in its first line, and says it at once. */
static int server_read_port(int fd)
{
    char line[128];
    size_t size = 0;
    int port = 0;

    while (size < sizeof line - 1 && read(fd, line + size, 1) == 1 && line[size] != '\n')
        size++;
    line[size] = '\0';
    if (sscanf(line, "Serving on 127.0.0.1:%d", &port) != 1 || port <= 0)
        fail("expected \"Serving on 127.0.0.1:PORT\" as the first line, got \"%s\"", line);
    return port;
}

static struct server server_run(char *const *arguments, long descriptors)
{
    struct server server = {0};
    int output[2];

    server_log = tmpfile();
    if (server_log == NULL || pipe(output) != 0)
        fail("cannot start a server: %s", strerror(errno));
    server.pid = fork();
    if (server.pid < 0)
        fail("cannot start a server: %s", strerror(errno));
    if (server.pid == 0)
        server_become(arguments, descriptors, output);
    close(output[1]);
    server.port = server_read_port(output[0]);
    return server;
}

struct server server_start(const char *demo, long descriptors)
{
    char *const arguments[] = {(char *)demo, "0", NULL};

    return server_run(arguments, descriptors);
}

struct server server_start_with(const char *demo, const char *first, const char *second)
{
    char *const arguments[] = {(char *)demo, "0", (char *)first, (char *)second, NULL};

    return server_run(arguments, 0);
}

/* Shows what the server complained about. */
static void server_show_log(void)
{
    char line[512];

    rewind(server_log);
    while (fgets(line, sizeof line, server_log) != NULL)
        printf("    server: %s", line);
}

void server_must_live(const struct server *server)
{
    int status;

    if (waitpid(server->pid, &status, WNOHANG) == 0)
        return;
    server_show_log();
    if (WIFSIGNALED(status))
        fail("the server was ended by signal %d (%s)", WTERMSIG(status),
             strsignal(WTERMSIG(status)));
    fail("the server ended with exit status %d", WEXITSTATUS(status));
}

double server_stop(const struct server *server)
{
    struct rusage usage;

    server_must_live(server);
    kill(server->pid, SIGTERM);
    waitpid(server->pid, NULL, 0);
    getrusage(RUSAGE_CHILDREN, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
