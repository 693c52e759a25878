/*
 * No library: a server on epoll (Linux), as short as one can be.
 *
 *     server_raw echo    gives back what it gets
 *     server_raw http    one reply that is ready in memory, for whatever ends with an empty line
 *
 * It leaves out all errors but the end of a connection, and requests that come in pieces.
 */
#include "bench.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "listening.h"

#define MOST_EVENTS 512

static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                            "Content-Length: 13\r\n\r\nHello, world\n";

static void watch(int epoll, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    require(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl failed");
}

static void accept_all(int epoll, int listener)
{
    int fd;

    while ((fd = accept_next(listener)) >= 0)
        watch(epoll, fd);
}

static void serve(int fd, bool http)
{
    char data[65536];
    ssize_t size = recv(fd, data, sizeof data, 0);

    if (size <= 0)
        close(fd);
    else if (!http)
        send(fd, data, (size_t)size, MSG_NOSIGNAL);
    else if (size >= 4 && memcmp(data + size - 4, "\r\n\r\n", 4) == 0)
        send(fd, reply, sizeof reply - 1, MSG_NOSIGNAL);
}

int main(int argc, char **argv)
{
    struct epoll_event events[MOST_EVENTS];
    int epoll = epoll_create1(0), listener = listen_somewhere();
    bool http = argc > 1 && strcmp(argv[1], "http") == 0;

    watch(epoll, listener);
    for (;;) {
        int ready = epoll_wait(epoll, events, MOST_EVENTS, -1);

        for (int i = 0; i < ready; i++)
            if (events[i].data.fd == listener)
                accept_all(epoll, listener);
            else
                serve(events[i].data.fd, http);
    }
}
