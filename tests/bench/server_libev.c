/*
 * libev: an echo server, with nothing between its callbacks and the sockets.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <ev.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void readable(struct ev_loop *loop, ev_io *watcher, int events)
{
    char data[65536];
    ssize_t size = recv(watcher->fd, data, sizeof data, 0);

    (void)events;
    if (size > 0) {
        send(watcher->fd, data, (size_t)size, MSG_NOSIGNAL);
        return;
    }
    ev_io_stop(loop, watcher);
    close(watcher->fd);
    free(watcher);
}

static void acceptable(struct ev_loop *loop, ev_io *listener, int events)
{
    int fd;

    (void)events;
    while ((fd = accept(listener->fd, NULL, NULL)) >= 0) {
        ev_io *watcher = malloc(sizeof *watcher);

        require(watcher != NULL, "out of memory");
        fcntl(fd, F_SETFL, O_NONBLOCK);
        ev_io_init(watcher, readable, fd, EV_READ);
        ev_io_start(loop, watcher);
    }
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    ev_io listener;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, 1024) == 0 &&
                fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
                getsockname(fd, (struct sockaddr *)&address, &size) == 0,
            "no port to listen on");
    printf("Serving on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    ev_io_init(&listener, acceptable, fd, EV_READ);
    ev_io_start(EV_DEFAULT, &listener);
    ev_run(EV_DEFAULT, 0);
    return 0;
}
