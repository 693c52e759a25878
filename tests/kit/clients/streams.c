/* What clients do to echo_server and to port_forwarder, beyond what they do to any echo server. */
#include "clients.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- echo_server ---------------------------------------------------------------------------- */

/* Reads until the connection is over, which is to be soon; what comes before that does not matter. */
static void expect_an_end(int fd)
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

/* 64 KiB without an end: no line. What is sent after it goes nowhere. */
static void a_line_has_a_limit(void)
{
    static char data[65536 + 1];
    struct server server = server_start("echo_server", 0);
    int steady = dial(&server), endless = dial(&server);

    memset(data, 'x', sizeof data);
    send_all(endless, data, sizeof data);
    expect_an_end(endless);
    expect_echo(steady, "still here\n");
    memset(data, '\n', sizeof data);
    send_all(steady, data, sizeof data);
    expect_bytes(steady, data, sizeof data);
    server_stop(&server);
}

/* The longest line that there may be: 64 KiB, and its end. */
static void the_longest_line(void)
{
    static char data[65536 + 1];
    struct server server = server_start("echo_server", 0);
    int fd = dial(&server);

    memset(data, 'x', sizeof data);
    data[sizeof data - 1] = '\n';
    send_all(fd, data, sizeof data);
    expect_bytes(fd, data, sizeof data);
    server_stop(&server);
}

const struct test echo_server_tests[] = {
    {"a line has a limit", a_line_has_a_limit},
    {"the longest line", the_longest_line},
    {NULL, NULL},
};

/* ---- port_forwarder ------------------------------------------------------------------------- */

/* A forwarder, and an echo server behind it. */
struct pair {
    struct server behind, forwarder;
};

static struct server forward_to(int port)
{
    char text[16];

    snprintf(text, sizeof text, "%d", port);
    return server_start_with("port_forwarder", "127.0.0.1", text);
}

static struct pair pair_start(void)
{
    struct pair pair = {.behind = server_start("echo_server", 0)};

    pair.forwarder = forward_to(pair.behind.port);
    return pair;
}

static void pair_stop(const struct pair *pair)
{
    server_stop(&pair->forwarder);
    server_stop(&pair->behind);
}

/* Each client takes two of the 1,024 descriptors that select() knows. */
static void four_hundred_at_once(void)
{
    struct pair pair;

    descriptors_reserve(1000);
    pair = pair_start();
    exchange(&pair.forwarder, 400, 20000);
    pair_stop(&pair);
}

static void ten_megabytes_through_one(void)
{
    struct pair pair = pair_start();

    exchange(&pair.forwarder, 1, 10000000);
    pair_stop(&pair);
}

/* The end of one direction is passed on, and leaves the other one open. */
static void half_close(void)
{
    struct pair pair = pair_start();
    int fd = dial(&pair.forwarder);

    send_text(fd, "no end of line");
    shutdown(fd, SHUT_WR);
    expect_text(fd, "no end of line");
    expect_end(fd);
    pair_stop(&pair);
}

/* Back-pressure goes through it: nobody stores without limit. */
static void one_that_never_reads(void)
{
    struct pair pair = pair_start();
    int deaf = dial_small(&pair.forwarder);
    size_t sent = fill_up(deaf);

    for (int i = 0; i < 20; i++) {
        int fd = dial(&pair.forwarder);

        expect_echo(fd, "others are served\n");
        close(fd);
    }
    read_back(deaf, sent);
    shutdown(deaf, SHUT_WR);
    expect_end(deaf);
    pair_stop(&pair);
}

static void clients_that_vanish(void)
{
    static char data[64000];
    struct pair pair = pair_start();
    int steady = dial(&pair.forwarder);

    memset(data, '\n', sizeof data);
    for (int i = 0; i < 50; i++) {
        int fd = dial(&pair.forwarder);

        send_all(fd, data, sizeof data);
        close_with_reset(fd);
        expect_echo(steady, "still here\n");
    }
    pair_stop(&pair);
}

/* Nobody is behind it, and then somebody is. */
static void nobody_behind_it(void)
{
    struct server behind = server_start("echo_server", 0);
    struct server forwarder = forward_to(behind.port);
    int steady = dial(&forwarder);

    expect_echo(steady, "it works\n");
    server_stop(&behind);
    expect_an_end(steady);
    expect_an_end(dial(&forwarder));
    expect_an_end(dial(&forwarder));
    server_stop(&forwarder);
}

static void an_idle_forwarder_uses_no_processor(void)
{
    struct pair pair = pair_start();
    int half = dial(&pair.forwarder);

    expect_echo(dial(&pair.forwarder), "and then nothing\n");
    fill_up(dial_small(&pair.forwarder));
    send_text(half, "x\n");
    idle(1000);
    expect_little_work(server_stop(&pair.forwarder) + server_stop(&pair.behind));
}

const struct test forwarder_tests[] = {
    {"400 clients at once get all their bytes back, in order", four_hundred_at_once},
    {"10 MB through one connection", ten_megabytes_through_one},
    {"a client that shuts down its side gets the rest", half_close},
    {"a client that never reads holds nobody up", one_that_never_reads},
    {"clients that vanish", clients_that_vanish},
    {"the server behind it goes", nobody_behind_it},
    {"an idle forwarder uses no processor", an_idle_forwarder_uses_no_processor},
    {NULL, NULL},
};
