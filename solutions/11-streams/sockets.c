/*
 * Chapter 11: sockets.
 */
#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#define BACKLOG 100 /* as asyncio */

int socket_set_up(int fd)
{
    const int on = 1;

    if (fcntl(fd, F_SETFL, O_NONBLOCK) != 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
        return errno;
    /* Do not hold small answers back. No error if this is no TCP. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
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

int socket_listen(const struct sockaddr *address, socklen_t size, int *fd)
{
    const int on = 1;
    int error = socket_open(address->sa_family, fd);

    if (error != 0)
        return error;
    if (address->sa_family != AF_UNIX)
        setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->sa_family == AF_INET6)
        setsockopt(*fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(*fd, address, size) == 0 && listen(*fd, BACKLOG) == 0)
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
