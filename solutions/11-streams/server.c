/*
 * Chapter 11: serving.
 *
 * Each client that is accepted gets a stream, and a task that runs what the handler makes. When that
 * task ends its stream is released, and closes.
 */
#include "streams.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "address.h"
#include "sockets.h"

/* So many are accepted in one go: others want a turn, too. */
#define ACCEPT_AT_ONCE 100

/* How long to wait when there are no descriptors left, in seconds. */
#define PAUSE_WITHOUT_DESCRIPTORS 1.0

/* One client of a server. */
struct connection {
    struct server *server;
    struct stream *stream; /* held */
    struct task *task;     /* held */
    struct handle ended;   /* called when the task is done */
    struct connection *next, *prev;
};

/* ---- Clients --------------------------------------------------------------------------------- */

static void server_add(struct server *server, struct connection *connection)
{
    connection->next = server->connections;
    if (connection->next != NULL)
        connection->next->prev = connection;
    server->connections = connection;
}

/* The last one who leaves a closed server tells those who wait for that. */
static void server_remove(struct server *server, struct connection *connection)
{
    struct waiter *waiter;

    if (connection->next != NULL)
        connection->next->prev = connection->prev;
    if (connection->prev != NULL)
        connection->prev->next = connection->next;
    else
        server->connections = connection->next;
    if (!server->closed || server->connections != NULL)
        return;
    while ((waiter = waiters_next(&server->closers)) != NULL)
        waiter_wake(waiter);
}

/* The handler has ended. */
static int connection_ended(void *arg)
{
    struct connection *connection = arg;
    int error = 0;

    if (task_exception(connection->task, &error) == 0 && error != 0)
        loop_call_exception_handler(
            connection->server->loop,
            &(struct exception_context){.message = "the handler of a connection failed",
                                        .error = error,
                                        .task = connection->task});
    server_remove(connection->server, connection);
    task_release(connection->task);
    stream_release(connection->stream);
    free(connection);
    return 0;
}

/* Makes the task of a client. */
static int connection_begin(struct connection *connection)
{
    struct server *server = connection->server;
    struct stream *stream = connection->stream;

    connection->task = loop_create_task(
        server->loop, server->handler(&stream->reader, &stream->writer, server->arg));
    if (connection->task == NULL)
        return ENOMEM;
    handle_init(&connection->ended, connection_ended, connection);
    return task_add_done_callback(connection->task, &connection->ended);
}

/* A client has connected. After an error FD is closed. */
static int server_welcome(struct server *server, int fd)
{
    struct connection *connection = calloc(1, sizeof *connection);
    int error = connection != NULL ? socket_set_up(fd) : ENOMEM;

    if (error == 0)
        connection->stream = stream_new(server->loop, fd, STREAM_LIMIT, &error);
    if (error != 0) {
        close(fd);
        free(connection);
        return error;
    }
    connection->server = server;
    error = connection_begin(connection);
    if (error != 0) {
        stream_release(connection->stream);
        free(connection);
        return error;
    }
    server_add(server, connection);
    return 0;
}

/* ---- Accepting ------------------------------------------------------------------------------- */

static int listening_again(void *arg)
{
    struct listening *listening = arg;

    return loop_add_reader(listening->server->loop, listening->fd, &listening->handle);
}

/* There are no descriptors: a socket that is still ready would make the loop spin. */
static int listening_pause(struct listening *listening, int error)
{
    struct loop *loop = listening->server->loop;

    loop_call_exception_handler(
        loop, &(struct exception_context){.message = "no client can be accepted for a second",
                                          .error = error});
    loop_remove_reader(loop, listening->fd);
    timer_init(&listening->again, listening_again, listening);
    return loop_call_later(loop, &listening->again, PAUSE_WITHOUT_DESCRIPTORS);
}

/* Somebody wants to connect. */
static int listening_readable(void *arg)
{
    struct listening *listening = arg;

    for (int i = 0; i < ACCEPT_AT_ONCE && !listening->server->closed; i++) {
        int fd = accept(listening->fd, NULL, NULL);

        /*
         * Exercise 11.7: welcome whoever was accepted. Without anybody more to accept, or when he has
         * gone again (ECONNABORTED), it is enough. Without descriptors or memory, pause.
         */
#ifdef SOLUTION
        if (fd >= 0)
            server_welcome(listening->server, fd);
        else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return listening_pause(listening, errno);
        else
            return 0;
#else
        TODO("11.7", fd, server_welcome, listening_pause);
#endif
    }
    return 0;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

/* Listens at ADDRESS, too. */
static int server_listen(struct server *server, const struct sockaddr *address, socklen_t size)
{
    struct listening *listening = &server->listening[server->listening_count];
    int error = socket_listen(address, size, &listening->fd);

    if (error != 0)
        return error;
    server->listening_count++;
    listening->server = server;
    handle_init(&listening->handle, listening_readable, listening);
    return loop_add_reader(server->loop, listening->fd, &listening->handle);
}

void server_close(struct server *server)
{
    if (server->closed)
        return;
    server->closed = true;
    for (int i = 0; i < server->listening_count; i++) {
        loop_remove_reader(server->loop, server->listening[i].fd);
        timer_cancel(&server->listening[i].again);
        close(server->listening[i].fd);
    }
    server->listening_count = 0;
}

int server_port(const struct server *server)
{
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;

    if (server->listening_count == 0 ||
        getsockname(server->listening[0].fd, (struct sockaddr *)&address, &size) != 0)
        return 0;
    if (address.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return address.ss_family == AF_INET ? ntohs(((struct sockaddr_in *)&address)->sin_port) : 0;
}

/* One call of asyncio_start_server(). */
struct starting_server {
    struct coro coro;
    struct server *server;
    struct coro *lookup;
    struct addrinfo *addresses;
    int error;
};

/* Listens at each address, or at none. */
static int server_listen_all(struct server *server, const struct addrinfo *address)
{
    int error = 0;

    for (; address != NULL && error == 0 && server->listening_count < SERVER_SOCKETS;
         address = address->ai_next) {
        error = server_listen(server, address->ai_addr, address->ai_addrlen);
        if (error == EAFNOSUPPORT)
            error = 0; /* a machine without IPv6 */
    }
    if (error == 0 && server->listening_count == 0)
        error = EADDRNOTAVAIL;
    if (error != 0)
        server_close(server);
    return error;
}

static void starting_server(struct coro *self)
{
    struct starting_server *my = (struct starting_server *)self;

    async (self) {
        await(my->addresses, my->lookup);
        my->error = server_listen_all(my->server, my->addresses);
        if (my->error != 0)
            async_raise(my->error);
        finally
        {
            if (my->addresses != NULL)
                freeaddrinfo(my->addresses);
        }
    }
}

struct coro *asyncio_start_server(struct server *server,
                                  struct coro *(*handler)(struct stream_reader *reader,
                                                          struct stream_writer *writer, void *arg),
                                  void *arg, const char *host, const char *port)
{
    struct coro *lookup = loop_getaddrinfo(host, port, true), *made;

    *server = (struct server){.loop = asyncio_get_running_loop(), .handler = handler, .arg = arg};
    made = lookup != NULL ? coro(starting_server, .server = server, .lookup = lookup) : NULL;
    if (made == NULL)
        coro_drop(lookup);
    return made;
}

/* ---- Waiting --------------------------------------------------------------------------------- */

/* One call of server_serve_forever(). */
struct serving {
    struct coro coro;
    struct server *server;
    struct future forever;
};

static void serving(struct coro *self)
{
    struct serving *my = (struct serving *)self;

    async (self) {
        if (my->server->closed)
            async_raise(EBADF);
        if (my->server->forever != NULL)
            async_raise(EALREADY);
        future_init(&my->forever, my->server->loop);
        my->server->forever = &my->forever;
        await(&my->forever);
        finally
        {
            if (my->server->forever == &my->forever) {
                my->server->forever = NULL;
                server_close(my->server);
            }
        }
    }
}

struct coro *server_serve_forever(struct server *server)
{
    return coro(serving, .server = server);
}

/* One call of server_wait_closed(). */
struct waiting_for_server {
    struct coro coro;
    struct server *server;
    struct waiter waiter;
};

static void waiting_for_server(struct coro *self)
{
    struct waiting_for_server *my = (struct waiting_for_server *)self;

    async (self) {
        if (my->server->closed && my->server->connections == NULL)
            async_return(0);
        waiters_join(&my->server->closers, &my->waiter);
        await(&my->waiter.future);
        finally
        {
            waiters_leave(&my->server->closers, &my->waiter);
        }
    }
}

struct coro *server_wait_closed(struct server *server)
{
    return coro(waiting_for_server, .server = server);
}
