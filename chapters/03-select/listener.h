/**
 * @file listener.h
 * @brief For the demos of chapter 3: a listening socket on the loop, and all that goes wrong with
 * one. Given.
 *
 * Both demos serve on 127.0.0.1, so what they share stands here: opening the socket, accepting, and
 * what to do when the process has no descriptor left to accept with. It uses nothing but the loop's
 * own functions. The functions are in the header because every other .c file here is a program.
 */
#ifndef LISTENER_H
#define LISTENER_H

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "loop.h"

/** @brief How many connections may wait in the kernel, and how many one call accepts at most. */
#define LISTENER_BACKLOG 100

/** @brief How long to leave the waiting connections alone when there is no descriptor for them. */
#define LISTENER_PAUSE 1.0

/**
 * @brief A listening socket. Owned by whoever declares it, and alive as long as the loop runs.
 */
struct listener {
    struct loop *loop;     /**< Who watches the socket. */
    int fd;                /**< The socket. */
    struct handle arrival; /**< Queued when a connection waits to be accepted. */
    struct timer pause;    /**< Ends the rest after the process ran out of descriptors. */

    /** Takes a new connection over. If it returns an error the listener closes the connection. */
    int (*welcome)(struct listener *listener, int fd);
};

/** @brief True if @p error of a call on a socket means "not now": there is nothing wrong. */
static inline bool would_block(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

/** @brief Makes the calls on @p fd return EAGAIN where they would wait. The waiting is the loop's. */
static inline int set_nonblocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    return flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ? errno : 0;
}

/**
 * @brief The port that the program is to serve on: its first argument, or @p usual without one. 0 lets
 * the system pick one. Negative: the argument is no port.
 */
static inline int port_argument(int argc, char **argv, int usual)
{
    char *end;
    long port;

    if (argc < 2)
        return usual;
    port = strtol(argv[1], &end, 10);
    return *argv[1] == '\0' || *end != '\0' || port < 0 || port > 65535 ? -1 : (int)port;
}

/* [pause] */
/* The pause is over: look at the waiting connections again. */
static inline int listener_resume(void *arg)
{
    struct listener *listener = arg;

    if (loop_add_reader(listener->loop, listener->fd, &listener->arrival) == 0)
        return 0;
    return loop_call_later(listener->loop, &listener->pause, LISTENER_PAUSE);
}

/*
 * No descriptor is left, or no memory. The connection stays in the kernel's queue, so the socket
 * stays readable: to go on watching it would be a busy loop. Look away for a while; a client may
 * leave until then. The timer comes first: if it cannot be set, it is better to spin than to be
 * deaf for ever.
 */
static inline int listener_rest(struct listener *listener, int error)
{
    int unset = loop_call_later(listener->loop, &listener->pause, LISTENER_PAUSE);

    if (unset != 0)
        return unset;
    loop_remove_reader(listener->loop, listener->fd);
    return error;
}
/* [pause] */

/* Gives a new connection to the program. What the program refuses is closed. */
static inline void listener_hand_over(struct listener *listener, int fd)
{
    int error = set_nonblocking(fd);
    const int yes = 1;

    /* Without it the kernel holds small answers back, to send them together. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (error == 0)
        error = listener->welcome(listener, fd);
    if (error == 0)
        return;
    close(fd);
    loop_call_exception_handler(
        listener->loop,
        &(struct exception_context){.message = "a client was refused", .error = error});
}

/* The listening socket is readable. An error returned from here is reported, and the loop goes on. */
static inline int listener_accept(void *arg)
{
    struct listener *listener = arg;

    for (int i = 0; i < LISTENER_BACKLOG; i++) {
        int fd = accept(listener->fd, NULL, NULL);

        if (fd >= 0)
            listener_hand_over(listener, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return listener_rest(listener, errno);
        else if (errno != ECONNABORTED) /* that client left while it waited: try the next */
            return would_block(errno) ? 0 : errno;
    }
    return 0;
}

/* Binds the socket to PORT of this machine alone, and listens. */
static inline int listener_bind(int fd, int port)
{
    const int yes = 1;
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((in_port_t)port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

    /* Without it, a server that was just stopped could not be started again for some minutes. */
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0 ||
        listen(fd, LISTENER_BACKLOG) < 0)
        return errno;
    return set_nonblocking(fd);
}

/*
 * Opens what the caller has closed of the descriptors 0 to 2. A socket would get such a number, and
 * what we print would go to a client.
 */
static inline void keep_standard_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

/**
 * @brief Serves on 127.0.0.1: every connection to @p port goes to @p welcome.
 *
 * @return 0, or an errno value: nothing is left open then.
 */
static inline int listener_open(struct listener *listener, struct loop *loop, int port,
                                int (*welcome)(struct listener *listener, int fd))
{
    int error;

    *listener = (struct listener){.loop = loop, .welcome = welcome};
    handle_init(&listener->arrival, listener_accept, listener);
    timer_init(&listener->pause, listener_resume, listener);
    keep_standard_streams();
    listener->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (listener->fd < 0)
        return errno;
    error = listener_bind(listener->fd, port);
    if (error == 0)
        error = loop_add_reader(loop, listener->fd, &listener->arrival);
    if (error != 0)
        close(listener->fd);
    return error;
}

/** @brief Says on standard output where @p listener serves; at once, even into a pipe. */
static inline void listener_announce(const struct listener *listener)
{
    struct sockaddr_in address = {0};
    socklen_t size = sizeof address;

    getsockname(listener->fd, (struct sockaddr *)&address, &size);
    printf("Serving on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
}

/** @brief Stops serving. Connections that were accepted stay open. */
static inline void listener_close(struct listener *listener)
{
    timer_cancel(&listener->pause);
    loop_remove_reader(listener->loop, listener->fd);
    close(listener->fd);
}

#endif
