/* What clients do to an echo server, well-behaved and otherwise: select_echo, echo_server. */
#include "clients.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

const char *echo_demo = "select_echo";

/* ---- Many streams at once ------------------------------------------------------------------- */

/* One connection that sends its stream and checks what comes back, as both get through. */
struct stream {
    size_t seed, sent, received;
};

static void stream_send(struct stream *stream, int fd, size_t size)
{
    unsigned char bytes[4096];
    size_t count = size - stream->sent < sizeof bytes ? size - stream->sent : sizeof bytes;
    ssize_t sent;

    for (size_t i = 0; i < count; i++)
        bytes[i] = stream_byte(stream->seed, stream->sent + i);
    sent = send(fd, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        fail("connection %zu: send: %s", stream->seed, strerror(errno));
    if (sent > 0)
        stream->sent += (size_t)sent;
    if (stream->sent == size)
        shutdown(fd, SHUT_WR); /* the server still owes us what is on its way */
}

/* True if the stream has ended. */
static bool stream_receive(struct stream *stream, int fd, size_t size)
{
    unsigned char bytes[4096];
    ssize_t count = recv(fd, bytes, sizeof bytes, 0);

    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return false;
    if (count < 0)
        fail("connection %zu: recv: %s", stream->seed, strerror(errno));
    for (ssize_t i = 0; i < count; i++, stream->received++)
        if (bytes[i] != stream_byte(stream->seed, stream->received))
            fail("connection %zu: byte %zu is wrong", stream->seed, stream->received);
    if (count == 0 && stream->received != size)
        fail("connection %zu: expected %zu bytes back, got %zu", stream->seed, size,
             stream->received);
    return count == 0;
}

/* Lets COUNT connections at once send SIZE bytes each and get all of them back, in order. */
void exchange(const struct server *server, size_t count, size_t size)
{
    struct stream *streams = calloc(count, sizeof *streams);
    struct pollfd *polls = calloc(count, sizeof *polls);

    if (streams == NULL || polls == NULL)
        fail("no memory");
    for (size_t i = 0; i < count; i++) {
        streams[i].seed = i;
        polls[i] = (struct pollfd){.fd = dial(server), .events = POLLIN | POLLOUT};
        fcntl(polls[i].fd, F_SETFL, O_NONBLOCK);
    }
    for (size_t open = count; open > 0;) {
        if (poll(polls, (nfds_t)count, 30000) == 0)
            fail("%zu of %zu connections wait for their bytes in vain", open, count);
        for (size_t i = 0; i < count; i++) {
            if (polls[i].revents & POLLOUT)
                stream_send(&streams[i], polls[i].fd, size);
            if (streams[i].sent == size)
                polls[i].events = POLLIN;
            if ((polls[i].revents & ~POLLOUT) && stream_receive(&streams[i], polls[i].fd, size)) {
                close(polls[i].fd);
                polls[i] = (struct pollfd){.fd = -1};
                open--;
            }
        }
    }
    free(streams);
    free(polls);
}

static void nine_hundred_at_once(void)
{
    struct server server;

    descriptors_reserve(1000);
    server = server_start(echo_demo, 0);
    exchange(&server, 900, 20000);
    server_stop(&server);
}

static void ten_megabytes_through_one(void)
{
    struct server server = server_start(echo_demo, 0);

    exchange(&server, 1, 10000000);
    server_stop(&server);
}

/* Lines, for a server that echoes no sooner. */
static void fill_with_lines(char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        data[i] = i % 100 == 99 ? '\n' : 'h';
}

/* ---- Ends of all kinds ---------------------------------------------------------------------- */

static void half_close(void)
{
    static char data[100000];
    struct server server = server_start(echo_demo, 0);
    int fd = dial(&server);

    fill_with_lines(data, sizeof data);
    send_all(fd, data, sizeof data);
    shutdown(fd, SHUT_WR);
    expect_bytes(fd, data, sizeof data);
    expect_end(fd);
    server_stop(&server);
}

/* A reset makes the server's recv() or send() fail: that client is gone, and nothing else is. */
static void clients_that_vanish(void)
{
    static char data[64000];
    struct server server = server_start(echo_demo, 0);
    int steady = dial(&server);

    fill_with_lines(data, sizeof data);
    for (int i = 0; i < 50; i++) {
        int fd = dial(&server);

        send_all(fd, data, sizeof data);
        close_with_reset(fd);
        expect_echo(steady, "still here\n");
    }
    server_stop(&server);
}

/* Closed while the server writes: its second send() would raise SIGPIPE. */
static void clients_that_slam_the_door(void)
{
    static char data[64000];
    struct server server = server_start(echo_demo, 0);
    int steady = dial(&server);

    fill_with_lines(data, sizeof data);
    for (int i = 0; i < 50; i++) {
        int fd = dial(&server);

        send_all(fd, data, sizeof data);
        close(fd);
        expect_echo(steady, "still here\n");
    }
    server_stop(&server);
}

/* ---- One that does not read ----------------------------------------------------------------- */

/* Sends and never reads, until the server takes no more. Returns how much it took. */
size_t fill_up(int fd)
{
    const size_t limit = 64u << 20;
    struct stream stream = {.seed = 7};
    struct pollfd room = {.fd = fd, .events = POLLOUT};

    fcntl(fd, F_SETFL, O_NONBLOCK);
    while (poll(&room, 1, 300) > 0) {
        if (stream.sent > limit)
            fail("expected the server to stop reading from a client that does not read, and it "
                 "has taken %zu bytes",
                 stream.sent);
        stream_send(&stream, fd, SIZE_MAX);
    }
    return stream.sent;
}

/* Now it reads, after all: nothing is lost. */
void read_back(int fd, size_t sent)
{
    struct stream stream = {.seed = 7};
    size_t lines = sent;

    fcntl(fd, F_SETFL, 0);
    while (lines > 0 && stream_byte(7, lines - 1) != '\n')
        lines--;
    while (stream.received < lines)
        stream_receive(&stream, fd, lines);
    send_text(fd, "\n"); /* ends the last line, for a server that echoes no sooner */
    for (; stream.received < sent; stream.received++)
        expect_bytes(fd, &(char){(char)stream_byte(7, stream.received)}, 1);
    expect_text(fd, "\n");
}

static void one_that_never_reads(void)
{
    struct server server = server_start(echo_demo, 0);
    int deaf = dial_small(&server);
    size_t sent = fill_up(deaf);

    for (int i = 0; i < 20; i++) {
        int fd = dial(&server);

        expect_echo(fd, "others are served\n");
        close(fd);
    }
    read_back(deaf, sent);
    shutdown(deaf, SHUT_WR);
    expect_end(deaf);
    server_stop(&server);
}

/* ---- Limits --------------------------------------------------------------------------------- */

/* The processor time of a busy loop would be the second that we wait; of an idle one, next to none. */
void expect_little_work(double used)
{
    if (used > 0.5)
        fail("expected a server that has nothing to do to use no processor, got %.2f s of it",
             used);
}

static void an_idle_loop_uses_no_processor(void)
{
    struct server server = server_start(echo_demo, 0);

    int slow = dial_small(&server);

    for (int i = 0; i < 10; i++)
        expect_echo(dial(&server), "and then nothing\n");
    read_back(slow, fill_up(slow)); /* was watched for room, and need not be any more */
    fill_up(dial_small(&server));   /* is watched for room, and has none */
    idle(1000);
    expect_little_work(server_stop(&server));
}

/* EMFILE: with 16 descriptors a dozen clients find a place, the others wait in the kernel. */
static void out_of_descriptors(void)
{
    struct server server = server_start(echo_demo, 16);
    int fds[30];

    for (int i = 0; i < 30; i++)
        fds[i] = dial(&server);
    expect_echo(fds[0], "one of the first\n");
    idle(1000);
    expect_echo(fds[0], "not forgotten\n");
    for (int i = 0; i < 22; i++)
        close(fds[i]);
    for (int i = 22; i < 30; i++)
        expect_echo(fds[i], "one of the last\n");
    expect_little_work(server_stop(&server));
}

/* True if the server answers; false if it has closed the connection. */
static bool is_served(int fd)
{
    char bytes[2];

    send(fd, "x\n", 2, MSG_NOSIGNAL);
    switch (recv(fd, bytes, sizeof bytes, 0)) {
    case 1:
    case 2:
        return true;
    case 0:
        return false;
    default:
        if (errno != ECONNRESET)
            fail("expected an answer or the end of the connection: %s", strerror(errno));
        return false;
    }
}

/* Descriptors of FD_SETSIZE (1,024) and above do not fit into select(): such a client must go. */
static void more_than_select_can_watch(void)
{
    static int fds[1100];
    struct server server;
    int served = 0;

    descriptors_reserve(1200);
    server = server_start(echo_demo, 0);
    for (int i = 0; i < 1100; i++)
        fds[i] = dial(&server);
    for (int i = 0; i < 1100; i++)
        served += is_served(fds[i]);
    if (served < 1000 || served > 1024)
        fail("expected 1,000 to 1,024 clients to be served, got %d of 1,100", served);
    for (int i = 0; i < 1100; i++)
        close(fds[i]);
    while (!is_served(dial(&server))) /* it may look at the newcomers before it sees who has left */
        idle(10);
    exchange(&server, 50, 1000);
    server_stop(&server);
}

const struct test echo_tests[] = {
    {"900 clients at once get all their bytes back, in order", nine_hundred_at_once},
    {"10 MB through one connection", ten_megabytes_through_one},
    {"a client that shuts down its side gets the rest", half_close},
    {"clients that vanish", clients_that_vanish},
    {"clients that close while the server writes (SIGPIPE)", clients_that_slam_the_door},
    {"a client that never reads holds nobody up", one_that_never_reads},
    {"an idle loop uses no processor", an_idle_loop_uses_no_processor},
    {"no descriptor left for accept (EMFILE)", out_of_descriptors},
    {"descriptors of FD_SETSIZE and above", more_than_select_can_watch},
    {NULL, NULL},
};
