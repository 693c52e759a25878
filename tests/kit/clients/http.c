/* What clients do to web_hello that no ordinary HTTP client does. */
#include "clients.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char hello[] = "Hello, world!\n";

/* Reads up to and with the empty line of a head, and what it says must begin with STATUS. */
static void expect_head(int fd, const char *status, char *head, size_t size)
{
    size_t got = 0;

    while (got < 4 || memcmp(head + got - 4, "\r\n\r\n", 4) != 0) {
        if (got == size - 1)
            fail("expected the end of a head, got none in %zu bytes", got);
        if (recv(fd, head + got, 1, 0) != 1)
            fail("expected a head with \"%s\", got the end of the connection, or nothing, after "
                 "\"%.*s\"",
                 status, (int)got, head);
        got++;
    }
    head[got] = '\0';
    if (strncmp(head, "HTTP/1.1 ", 9) != 0 || strncmp(head + 9, status, strlen(status)) != 0)
        fail("expected \"HTTP/1.1 %s\", got \"%.60s\"", status, head);
}

/* Reads a whole response with a Content-Length; its body must be BODY, unless that is NULL. */
static void expect_response(int fd, const char *status, const char *body)
{
    char head[4096], content[4096];
    const char *length;
    size_t size;

    expect_head(fd, status, head, sizeof head);
    length = strstr(head, "\r\nContent-Length: ");
    if (length == NULL)
        fail("expected a Content-Length, got \"%s\"", head);
    size = (size_t)atol(length + strlen("\r\nContent-Length: "));
    if (size >= sizeof content)
        fail("expected a short body, got one of %zu bytes", size);
    if (body != NULL) {
        expect_text(fd, body);
        return;
    }
    for (size_t got = 0; got < size; got++)
        if (recv(fd, content + got, 1, 0) != 1)
            fail("expected %zu bytes of a body, got %zu", size, got);
}

/* The server must end the connection; what it still sends before that does not matter. */
static void expect_close(int fd)
{
    char data[4096];
    ssize_t count;

    do
        count = recv(fd, data, sizeof data, 0);
    while (count > 0);
    if (count < 0 && errno != ECONNRESET)
        fail("expected the end of the connection, got none: %s", strerror(errno));
    close(fd);
}

/* ---- Many, and in pieces -------------------------------------------------------------------- */

static void nine_hundred_at_once(void)
{
    static int fds[900];
    struct server server;

    descriptors_reserve(1000);
    server = server_start("web_hello", 0);
    for (int i = 0; i < 900; i++)
        fds[i] = dial(&server);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 900; i++)
            send_text(fds[i], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        for (int i = 0; i < 900; i++)
            expect_response(fds[i], "200 OK", hello);
    }
    server_stop(&server);
}

static void byte_by_byte(void)
{
    static const char request[] = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                                  "\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nX: y\r\n\r\n";
    struct server server = server_start("web_hello", 0);
    int fd = dial(&server);

    for (const char *at = request; *at != '\0'; at++)
        send_all(fd, at, 1);
    expect_response(fd, "200 OK", "hello, world");
    send_text(fd, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect_response(fd, "200 OK", hello);
    server_stop(&server);
}

static void pipelined(void)
{
    static const char three[] = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirst"
                                "GET /hello/second HTTP/1.1\r\nHost: a\r\n\r\n"
                                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
    struct server server = server_start("web_hello", 0);
    char head[4096];
    int fd = dial(&server);

    for (int i = 0; i < 100; i++)
        send_text(fd, three);
    for (int i = 0; i < 100; i++) {
        expect_response(fd, "200 OK", "first");
        expect_response(fd, "200 OK", "Hello, second!\n");
        expect_head(fd, "200 OK", head, sizeof head);
    }
    shutdown(fd, SHUT_WR);
    expect_end(fd);
    server_stop(&server);
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void refuses(const struct server *server, const char *request, const char *status)
{
    int fd = dial(server);

    send_text(fd, request);
    expect_response(fd, status, NULL);
    expect_close(fd);
}

/* Each could hide a second request from one of two programs. */
static void two_readings(void)
{
    static const char *const requests[] = {
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: +3\r\n",
        "Content-Length: 3 3\r\n",
        "Content-Length: 0x3\r\n",
        "Content-Length : 3\r\n",
        "X: y\r\n Content-Length: 3\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Host: b\r\n",
        "Content-Length: 3\n",
    };
    struct server server = server_start("web_hello", 0);

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        char request[256];

        snprintf(request, sizeof request, "POST /echo HTTP/1.1\r\nHost: a\r\n%s\r\nabc",
                 requests[i]);
        refuses(&server, request, "400");
    }
    refuses(&server, "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "501");
    refuses(&server, "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    refuses(&server, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    refuses(&server, "GET / HTTP/1.1\r\n\r\n", "400");
    refuses(&server, "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505");
    server_stop(&server);
}

/* Fields without an end, and a first line without one. */
static void no_end(void)
{
    struct server server = server_start("web_hello", 0);
    static char line[20000];
    int fd = dial(&server);

    send_text(fd, "GET / HTTP/1.1\r\nHost: a\r\n");
    memset(line, 'x', sizeof line);
    memcpy(line, "X-Long: ", 8);
    send_all(fd, line, sizeof line);
    expect_response(fd, "431", NULL);
    expect_close(fd);
    fd = dial(&server);
    memcpy(line, "GET /xxxx", 9);
    send_all(fd, line, sizeof line);
    expect_response(fd, "414", NULL);
    expect_close(fd);
    server_stop(&server);
}

/* Closed at once, the rest of the body would make TCP wipe the answer out. */
static void too_large(void)
{
    static char data[3000000];
    struct server server = server_start("web_hello", 0);
    int steady = dial(&server);

    for (int i = 0; i < 20; i++) {
        int fd = dial(&server);
        ssize_t sent = 1;

        send_text(fd, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
        for (size_t at = 0; at < sizeof data / 4 && sent > 0; at += (size_t)sent)
            sent = send(fd, data + at, 65536, MSG_NOSIGNAL);
        expect_response(fd, "413", NULL);
        close(fd);
    }
    send_text(steady, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect_response(steady, "200 OK", hello);
    server_stop(&server);
}

/* ---- Ends ------------------------------------------------------------------------------------ */

static void old_clients(void)
{
    struct server server = server_start("web_hello", 0);
    int fd = dial(&server);

    send_text(fd, "GET / HTTP/1.0\r\n\r\n");
    expect_response(fd, "200 OK", hello);
    expect_end(fd);
    fd = dial(&server);
    for (int i = 0; i < 3; i++) {
        send_text(fd, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        expect_response(fd, "200 OK", hello);
    }
    send_text(fd, "GET / HTTP/1.1\r\nHost: a\r\nConnection: TE, Close\r\n\r\n");
    expect_response(fd, "200 OK", hello);
    expect_end(fd);
    server_stop(&server);
}

static void clients_that_vanish(void)
{
    struct server server = server_start("web_hello", 0);
    int steady = dial(&server);

    for (int i = 0; i < 50; i++) {
        int in_head = dial(&server), in_body = dial(&server), in_answer = dial(&server);

        send_text(in_head, "GET / HTTP/1.1\r\nHo");
        send_text(in_body, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
        send_text(in_answer, "GET /count HTTP/1.1\r\nHost: a\r\n\r\n");
        i % 2 ? close_with_reset(in_head) : (void)close(in_head);
        i % 2 ? close_with_reset(in_body) : (void)close(in_body);
        i % 2 ? close_with_reset(in_answer) : (void)close(in_answer);
        send_text(steady, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        expect_response(steady, "200 OK", hello);
    }
    idle(1500); /* /count goes on until it notices */
    send_text(steady, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect_response(steady, "200 OK", hello);
    server_stop(&server);
}

static void idle_connections_cost_nothing(void)
{
    struct server server = server_start("web_hello", 0);

    for (int i = 0; i < 20; i++) {
        int fd = dial(&server);

        send_text(fd, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        expect_response(fd, "200 OK", hello);
    }
    send_text(dial(&server), "GET / HTTP/1.1\r\n");
    idle(1000);
    expect_little_work(server_stop(&server));
}

const struct test http_tests[] = {
    {"900 connections at once, five requests each", nine_hundred_at_once},
    {"a request that comes byte by byte", byte_by_byte},
    {"pipelined requests are answered in order", pipelined},
    {"what has two readings is refused", two_readings},
    {"a head without an end is refused", no_end},
    {"a body that is too large is refused, and the client gets to know", too_large},
    {"HTTP/1.0, keep-alive and close", old_clients},
    {"clients that vanish", clients_that_vanish},
    {"idle connections use no processor", idle_connections_cost_nothing},
    {NULL, NULL},
};
