/*
 * A server without an event loop: it greets a client and sends back what it gets, until the client
 * leaves. Then comes the next.
 *
 *   make demo                        serves on port 8000
 *   nc 127.0.0.1 8000                in a second terminal: greeted at once
 *   nc 127.0.0.1 8000                in a third: connected, and nothing comes
 *
 * The third terminal waits until the second one leaves, although the server has nothing to do. It
 * sleeps in read(), for this one client, and cannot hear the other. By the end of chapter 3 your own
 * loop serves both.
 */
#include "hello.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The port in TEXT, or -1. */
static int parse_port(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    return *text == '\0' || *end != '\0' || port < 0 || port > 65535 ? -1 : (int)port;
}

/* Writes all of it. A signal is no reason to stop, and neither is room for a part only. */
static bool write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, data, size);

        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            data += written;
            size -= (size_t)written;
        }
    }
    return true;
}

/* Reads what has come, and sleeps until something has. 0 at the end, negative if the client is gone. */
static ssize_t read_some(int fd, char *buffer, size_t size)
{
    ssize_t got;

    do
        got = read(fd, buffer, size);
    while (got < 0 && errno == EINTR);
    return got;
}

//! [serve]
/* One client, from its first byte to its last. Nobody else is served meanwhile. */
static void serve(int client)
{
    char buffer[4096];
    ssize_t got;

    snprintf(buffer, sizeof buffer, "%s\n", hello());
    if (!write_all(client, buffer, strlen(buffer)))
        return;
    while ((got = read_some(client, buffer, sizeof buffer)) > 0)
        if (!write_all(client, buffer, (size_t)got))
            return;
}

static int serve_forever(int listener)
{
    for (;;) {
        int client = accept(listener, NULL, NULL);

        if (client < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue; /* a signal, or a client that left while it waited */
        if (client < 0)
            return errno;
        printf("serving one client; whoever comes now has to wait\n");
        serve(client);
        close(client);
        printf("that client has left\n");
    }
}
//! [serve]

/* A socket that listens on PORT of this machine alone; -1 and errno if that cannot be. */
static int listen_on(int port)
{
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((in_port_t)port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int yes = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    /* Without it, a server that was just stopped could not be started again for some minutes. */
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 100) < 0) {
        int error = errno;

        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

/* The port that the system has given to FD. */
static int port_of(int fd)
{
    struct sockaddr_in address = {0};
    socklen_t size = sizeof address;

    return getsockname(fd, (struct sockaddr *)&address, &size) < 0 ? 0 : ntohs(address.sin_port);
}

int main(int argc, char **argv)
{
    const int port = argc > 1 ? parse_port(argv[1]) : 8000;
    int listener, error;

    if (argc > 2 || port < 0) {
        fprintf(stderr, "usage: %s [PORT]\n", argv[0]);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once, even into a pipe */
    signal(SIGPIPE, SIG_IGN); /* a client that is gone is an error of write(), not our end */
    listener = listen_on(port);
    if (listener < 0) {
        perror("blocking_server: cannot listen");
        return 1;
    }
    printf("Serving on 127.0.0.1:%d\n", port_of(listener));
    error = serve_forever(listener);
    fprintf(stderr, "blocking_server: %s\n", strerror(error));
    close(listener);
    return 1;
}
