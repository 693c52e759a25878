/*
 * The listening socket of the servers that have no library to open it: of server_raw.c and
 * server_libev.c.
 */
#ifndef LISTENING_H
#define LISTENING_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

#include "bench.h"

/* A socket on a free port of this machine, and the line that load.c reads. No call on it waits. */
static inline int listen_somewhere(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, 1024) == 0 &&
                fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
                getsockname(fd, (struct sockaddr *)&address, &size) == 0,
            "no port to listen on");
    printf("Serving on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

/* The next client, on whom no call waits either; -1: there is nobody. */
static inline int accept_next(int listener)
{
    int fd = accept(listener, NULL, NULL);

    if (fd >= 0)
        fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

#endif
