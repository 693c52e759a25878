/*
 * Chapter 11: where a server listens.
 *
 * There are three ways to say it: a host and a port, a path, and a socket that somebody has bound.
 * Each is a coroutine, and each ends in the same way: the server serves, or there is none.
 */
#include "streams.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "address.h"
#include "sockets.h"

/* What the coroutines below have in common. */
struct starting {
    struct server *server;
    bool waits; /* it is not to serve before it is told to */
    int error;
};

/* Serves, unless something has failed: then there is no server. */
static int starting_ends(struct starting *my)
{
    if (my->error == 0 && !my->waits)
        my->error = server_start_serving(my->server);
    if (my->error != 0)
        server_close(my->server);
    return my->error;
}

static int server_bind(struct server *server, const struct sockaddr *address, socklen_t size)
{
    int fd, error = socket_bind(address, size, &fd);

    if (error == 0)
        server_adopt(server, fd);
    return error;
}

/* Binds a socket to each address. One that this machine does not have is passed over if it has another. */
static int server_bind_all(struct server *server, const struct addrinfo *address)
{
    for (; address != NULL && server->listening_count < SERVER_SOCKETS;
         address = address->ai_next) {
        int error = server_bind(server, address->ai_addr, address->ai_addrlen);

        if (error != 0 && error != EAFNOSUPPORT && error != EADDRNOTAVAIL)
            return error;
    }
    return server->listening_count > 0 ? 0 : EADDRNOTAVAIL;
}

/* One call of asyncio_start_server(). */
struct starting_server {
    struct coro coro;
    struct starting start;
    struct coro *lookup; /* NULL once it is awaited */
    struct addrinfo *addresses;
};

/* The lookup, which belongs to its await from now on. */
static struct coro *lookup_taken(struct starting_server *my)
{
    struct coro *lookup = my->lookup;

    my->lookup = NULL;
    return lookup;
}

static void starting_server(struct coro *self)
{
    struct starting_server *my = (struct starting_server *)self;

    async (self) {
        await(my->addresses, lookup_taken(my));
        my->start.error = server_bind_all(my->start.server, my->addresses);
        if (starting_ends(&my->start) != 0)
            async_raise(my->start.error);
        finally
        {
            coro_drop(my->lookup);
            if (my->addresses != NULL)
                freeaddrinfo(my->addresses);
        }
    }
}

/* The server is made in here, so that it can be closed even if nobody awaits this. */
static struct coro *start_server(struct starting start, const char *host, const char *port)
{
    struct coro *lookup = loop_getaddrinfo(host, port, true), *made;

    if (lookup == NULL)
        return NULL;
    made = coro(starting_server, .coro.frame.cleans_up = true, .start = start, .lookup = lookup);
    if (made == NULL)
        coro_drop(lookup);
    return made;
}

struct coro *asyncio_start_server(struct server *server,
                                  struct coro *(*handler)(struct stream_reader *reader,
                                                          struct stream_writer *writer, void *arg),
                                  void *arg, const char *host, const char *port)
{
    server_init(server, handler, arg);
    return start_server((struct starting){.server = server}, host, port);
}

struct coro *asyncio_create_server(struct server *server,
                                   struct coro *(*handler)(struct stream_reader *reader,
                                                           struct stream_writer *writer, void *arg),
                                   void *arg, const char *host, const char *port)
{
    server_init(server, handler, arg);
    return start_server((struct starting){.server = server, .waits = true}, host, port);
}

/* One call of asyncio_start_unix_server(). */
struct starting_unix {
    struct coro coro;
    struct starting start;
    struct sockaddr_un address;
};

/* A server that has gone leaves its socket's file behind. */
static void remove_stale(const char *path)
{
    struct stat status;

    if (stat(path, &status) == 0 && S_ISSOCK(status.st_mode))
        unlink(path);
}

static void starting_unix(struct coro *self)
{
    struct starting_unix *my = (struct starting_unix *)self;

    async (self) {
        if (my->start.error == 0) {
            remove_stale(my->address.sun_path);
            my->start.error = server_bind(my->start.server, (const struct sockaddr *)&my->address,
                                          sizeof my->address);
        }
        if (starting_ends(&my->start) != 0)
            async_raise(my->start.error);
    }
}

struct coro *asyncio_start_unix_server(struct server *server,
                                       struct coro *(*handler)(struct stream_reader *reader,
                                                               struct stream_writer *writer,
                                                               void *arg),
                                       void *arg, const char *path)
{
    struct coro *made = coro(starting_unix, .start.server = server);
    struct starting_unix *my = (struct starting_unix *)made;

    server_init(server, handler, arg);
    if (made != NULL)
        my->start.error = unix_address(&my->address, path);
    return made;
}

/* One call of asyncio_start_server_socket(). */
struct starting_socket {
    struct coro coro;
    struct starting start;
    int fd; /* -1 once the server has it */
};

static void starting_socket(struct coro *self)
{
    struct starting_socket *my = (struct starting_socket *)self;

    async (self) {
        my->start.error = socket_check(my->fd);
        if (my->start.error == 0)
            my->start.error = socket_set_up(my->fd);
        if (my->start.error == 0) {
            server_adopt(my->start.server, my->fd);
            my->fd = -1;
        }
        if (starting_ends(&my->start) != 0)
            async_raise(my->start.error);
        finally
        {
            if (my->fd >= 0)
                close(my->fd);
        }
    }
}

struct coro *asyncio_start_server_socket(struct server *server,
                                         struct coro *(*handler)(struct stream_reader *reader,
                                                                 struct stream_writer *writer,
                                                                 void *arg),
                                         void *arg, int fd)
{
    struct coro *made =
        coro(starting_socket, .coro.frame.cleans_up = true, .start.server = server, .fd = fd);

    server_init(server, handler, arg);
    if (made == NULL && fd >= 0)
        close(fd);
    return made;
}
