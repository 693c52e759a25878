/*
 * Chapter 11: sockets.
 */
#include "sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int socket_set_up(int fd)
{
    const int on = 1;

    if (fcntl(fd, F_SETFL, O_NONBLOCK) != 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
        return errno;
    /* Do not hold small answers back. No error if this is no TCP. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef SO_NOSIGPIPE
    setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return 0;
}

int socket_open(int family, int *fd)
{
    int error;

    *fd = socket(family, SOCK_STREAM, 0);
    if (*fd < 0)
        return errno;
    error = socket_set_up(*fd);
    if (error != 0) {
        close(*fd);
        *fd = -1;
    }
    return error;
}

int socket_bind(const struct sockaddr *address, socklen_t size, int *fd)
{
    const int on = 1;
    int error = socket_open(address->sa_family, fd);

    if (error != 0)
        return error;
    if (address->sa_family != AF_UNIX)
        setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->sa_family == AF_INET6)
        setsockopt(*fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(*fd, address, size) == 0)
        return 0;
    error = errno;
    close(*fd);
    *fd = -1;
    return error;
}

int unix_address(struct sockaddr_un *address, const char *path)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address->sun_path)
        return ENAMETOOLONG;
    strcpy(address->sun_path, path);
    return 0;
}

int socket_check(int fd)
{
    int type;
    socklen_t size = sizeof type;

    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) != 0)
        return errno;
    return type == SOCK_STREAM ? 0 : EINVAL;
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* Any address, without a cast from one kind to another. */
union address {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    struct sockaddr_un un;
    struct sockaddr_storage storage;
};

/* The text of ADDRESS. Of a unix socket without a name it is empty. */
static int address_text(const union address *address, socklen_t length, char *text, size_t size)
{
    char host[INET6_ADDRSTRLEN] = "";
    int written;

    if (address->any.sa_family == AF_INET) {
        inet_ntop(AF_INET, &address->in.sin_addr, host, sizeof host);
        written = snprintf(text, size, "%s:%d", host, ntohs(address->in.sin_port));
    } else if (address->any.sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &address->in6.sin6_addr, host, sizeof host);
        written = snprintf(text, size, "[%s]:%d", host, ntohs(address->in6.sin6_port));
    } else {
        size_t begin = offsetof(struct sockaddr_un, sun_path);

        written = snprintf(text, size, "%.*s", length > begin ? (int)(length - begin) : 0,
                           address->un.sun_path);
    }
    return written >= 0 && (size_t)written < size ? 0 : ENOSPC;
}

int socket_sockname(int fd, char *text, size_t size)
{
    union address address = {.storage = {0}};
    socklen_t length = sizeof address;

    if (getsockname(fd, &address.any, &length) != 0)
        return errno;
    return address_text(&address, length, text, size);
}

int socket_peername(int fd, char *text, size_t size)
{
    union address address = {.storage = {0}};
    socklen_t length = sizeof address;

    if (getpeername(fd, &address.any, &length) != 0)
        return errno;
    return address_text(&address, length, text, size);
}

/* ---- Pipes ----------------------------------------------------------------------------------- */

static bool sigpipe_is_pending(void)
{
    sigset_t pending;

    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

/*
 * send() can be told not to raise SIGPIPE, write() can not. It is held back in this thread, and taken
 * away if it came of this write: whoever else wants it still gets it.
 */
ssize_t pipe_send(int fd, const void *data, size_t size)
{
    bool was_pending = sigpipe_is_pending();
    sigset_t sigpipe, before;
    ssize_t sent;
    int error, signal;

    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
    sent = write(fd, data, size);
    error = errno;
    if (sent < 0 && error == EPIPE && !was_pending && sigpipe_is_pending())
        sigwait(&sigpipe, &signal);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return sent;
}
