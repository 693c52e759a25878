/* What clients of graceful_shutdown see when it is told to stop in the middle of a request. */
#include "clients.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SLOW    "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
#define NOTHING "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"

/* Reads until SAID comes, or the connection ends. Returns whether it came. */
static bool hears(int fd, const char *said)
{
    char text[4096] = "";
    size_t size = 0;
    ssize_t got = 1;

    while (strstr(text, said) == NULL && size < sizeof text - 1 && got > 0) {
        got = recv(fd, text + size, sizeof text - 1 - size, 0);
        size += got > 0 ? (size_t)got : 0;
        text[size] = '\0';
    }
    return strstr(text, said) != NULL;
}

/* The connection ends, whatever else comes before that. */
static void expect_close(int fd)
{
    if (hears(fd, "\a"))
        fail("expected the end of the connection, got a bell");
    close(fd);
}

/* Nobody listens on the server's port any more. */
static bool is_refused(const struct server *server)
{
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((in_port_t)server->port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool refused = connect(fd, (const struct sockaddr *)&address, sizeof address) != 0;

    close(fd);
    return refused;
}

/* A request is under way, and another connection idle, when SIGNUM comes. It must end with STATUS. */
static void stopped_by(int signum, int status)
{
    struct server server;
    int slow, lazy, ended;

    signal(SIGINT, SIG_DFL); /* a shell has its background jobs ignore it */
    server = server_start("graceful_shutdown", 0);
    slow = dial(&server);
    send_text(slow, SLOW);
    lazy = dial(&server);
    send_text(lazy, NOTHING);
    if (!hears(lazy, "404")) /* the request before it has been read by then */
        fail("expected an answer to a quick request beside a slow one");
    kill(server.pid, signum);
    expect_close(lazy);
    if (!is_refused(&server))
        fail("expected that nobody is accepted any more");
    if (!hears(slow, "three seconds"))
        fail("expected that the request under way is answered");
    if (waitpid(server.pid, &ended, 0) < 0 || !WIFEXITED(ended) || WEXITSTATUS(ended) != status)
        fail("expected that it ends with status %d, got %#x", status, (unsigned)ended);
}

static void told_by_ctrl_c(void)
{
    stopped_by(SIGINT, 128 + SIGINT);
}

static void told_by_sigterm(void)
{
    stopped_by(SIGTERM, 0);
}

/* Twice is once too often: it ends at once, and by the signal. */
static void told_twice(void)
{
    struct server server;
    int slow, quick, ended;

    signal(SIGINT, SIG_DFL);
    server = server_start("graceful_shutdown", 0);
    slow = dial(&server);
    send_text(slow, SLOW);
    quick = dial(&server);
    send_text(quick, NOTHING);
    if (!hears(quick, "404"))
        fail("expected an answer to a quick request beside a slow one");
    kill(server.pid, SIGINT);
    expect_close(quick); /* the first one was seen */
    kill(server.pid, SIGINT);
    if (waitpid(server.pid, &ended, 0) < 0 || !WIFSIGNALED(ended) || WTERMSIG(ended) != SIGINT)
        fail("expected that a second Ctrl-C ends it, got %#x", (unsigned)ended);
}

const struct test shutdown_tests[] = {
    {"on Ctrl-C it finishes what is under way", told_by_ctrl_c},
    {"on SIGTERM it finishes what is under way", told_by_sigterm},
    {"a second Ctrl-C ends it at once", told_twice},
    {NULL, NULL},
};
