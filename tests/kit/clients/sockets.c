/* The client's side of a connection, in blocking calls with a limit on time. */
#include "clients.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 30 /* seconds; far more than any answer takes */

static int dial_with(const struct server *server, int receive_buffer)
{
    const struct timeval patience = {.tv_sec = PATIENCE};
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((in_port_t)server->port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        fail("socket: %s", strerror(errno));
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (receive_buffer > 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        server_must_live(server);
        fail("connect: %s", strerror(errno));
    }
    return fd;
}

int dial(const struct server *server)
{
    return dial_with(server, 0);
}

int dial_small(const struct server *server)
{
    return dial_with(server, 4096);
}

void send_all(int fd, const void *data, size_t size)
{
    const char *at = data;

    while (size > 0) {
        ssize_t sent = send(fd, at, size, MSG_NOSIGNAL);

        if (sent < 0)
            fail("the server does not take what a client sends: %s", strerror(errno));
        at += sent;
        size -= (size_t)sent;
    }
}

void send_text(int fd, const char *text)
{
    send_all(fd, text, strlen(text));
}

void expect_bytes(int fd, const void *data, size_t size)
{
    const char *expected = data;
    char got[4096];

    for (size_t at = 0; at < size;) {
        const size_t wanted = size - at < sizeof got ? size - at : sizeof got;
        ssize_t count = recv(fd, got, wanted, 0);

        if (count < 0)
            fail("expected %zu more bytes of \"%.60s\", got none: %s", size - at, expected,
                 strerror(errno));
        if (count == 0)
            fail("expected %zu more bytes of \"%.60s\", got the end of the connection", size - at,
                 expected);
        if (memcmp(got, expected + at, (size_t)count) != 0)
            fail("expected \"%.60s\", got \"%.*s\"", expected + at, (int)count, got);
        at += (size_t)count;
    }
}

void expect_text(int fd, const char *text)
{
    expect_bytes(fd, text, strlen(text));
}

void expect_end(int fd)
{
    char byte;
    ssize_t count = recv(fd, &byte, 1, 0);

    if (count > 0)
        fail("expected the end of the connection, got a byte more");
    if (count < 0 && errno != ECONNRESET)
        fail("expected the end of the connection, got none: %s", strerror(errno));
    close(fd);
}

void expect_echo(int fd, const char *text)
{
    send_text(fd, text);
    expect_text(fd, text);
}

void close_with_reset(int fd)
{
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};

    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
}

unsigned char stream_byte(size_t seed, size_t at)
{
    uint32_t mixed = (uint32_t)(seed * 2654435761u + at * 40503u);

    return (unsigned char)(mixed >> 11 ^ mixed >> 3);
}

void idle(int milliseconds)
{
    struct timespec left = {.tv_sec = milliseconds / 1000,
                            .tv_nsec = milliseconds % 1000 * 1000000L};

    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}
