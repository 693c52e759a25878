/*
 * libev: an echo server, with nothing between its callbacks and the sockets.
 */
#include "bench.h"

#include <ev.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "listening.h"

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
    while ((fd = accept_next(listener->fd)) >= 0) {
        ev_io *watcher = malloc(sizeof *watcher);

        require(watcher != NULL, "out of memory");
        ev_io_init(watcher, readable, fd, EV_READ);
        ev_io_start(loop, watcher);
    }
}

int main(void)
{
    ev_io listener;

    ev_io_init(&listener, acceptable, listen_somewhere(), EV_READ);
    ev_io_start(EV_DEFAULT, &listener);
    ev_run(EV_DEFAULT, 0);
    return 0;
}
