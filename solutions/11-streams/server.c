/*
 * Chapter 11: serving. Where a server listens is in streams.c.
 *
 * Each client that is accepted gets a stream, and a task that runs what the handler makes. When that
 * task ends its stream is released, and closes. From then on a stream knows no more of its server than
 * its number, so clients can outlast it.
 */
#include "streams.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "open_streams.h"
#include "sockets.h"

/* So many may wait to be accepted, and so many are accepted in one go, as in Python: others want a turn. */
#define BACKLOG 100

/* How long to wait when there are no descriptors left, in seconds. */
#define PAUSE_WITHOUT_DESCRIPTORS 1.0

static void server_report(struct server *server, const char *message, int error)
{
    loop_call_exception_handler(server->loop,
                                &(struct exception_context){.message = message, .error = error});
}

/* ---- Clients --------------------------------------------------------------------------------- */

/* The handler of a client has ended. */
static int handler_has_ended(void *arg)
{
    struct stream *stream = arg;
    struct task *task = stream->task;
    int error = 0;

    if (task_exception(task, &error) == 0 && error != 0)
        loop_call_exception_handler(
            stream->loop,
            &(struct exception_context){
                .message = "the handler of a connection failed", .error = error, .task = task});
    stream->task = NULL;
    task_release(task);
    stream_writer_close(&stream->writer); /* whoever else holds it */
    stream_release(stream);
    return 0;
}

/* Makes the task that serves STREAM. */
static int server_begin(struct server *server, struct stream *stream)
{
    stream->accepted_by = server->number;
    stream->task = loop_create_task(server->loop,
                                    server->handler(&stream->reader, &stream->writer, server->arg));
    if (stream->task == NULL)
        return ENOMEM;
    handle_init(&stream->ended, handler_has_ended, stream);
    return task_add_done_callback(stream->task, &stream->ended);
}

/* A client has connected. If it can't be served, it is let go, and that is reported. */
static void server_welcome(struct server *server, int fd)
{
    struct stream *stream = NULL;
    int error = socket_set_up(fd);

    if (error == 0)
        stream = stream_new(server->loop, fd, STREAM_LIMIT, &error);
    if (stream == NULL)
        close(fd);
    else
        error = server_begin(server, stream);
    if (error == 0)
        return;
    stream_release(stream);
    server_report(server, "a client could not be served", error);
}

/* ---- Accepting ------------------------------------------------------------------------------- */

/* The pause is over. */
static int listening_again(void *arg)
{
    struct listening *listening = arg;
    struct loop *loop = listening->server->loop;
    int error = loop_add_reader(loop, listening->fd, &listening->handle);

    return error != 0 ? loop_call_later(loop, &listening->again, PAUSE_WITHOUT_DESCRIPTORS) : 0;
}

/* There are no descriptors: a socket that is still ready would make the loop spin. */
static int listening_pause(struct listening *listening, int error)
{
    struct server *server = listening->server;

    server_report(server, "no client can be accepted for a second", error);
    if (server->closed)
        return 0; /* whoever was told has closed it */
    error = loop_call_later(server->loop, &listening->again, PAUSE_WITHOUT_DESCRIPTORS);
    if (error == 0)
        loop_remove_reader(server->loop, listening->fd);
    return error;
}

/* Somebody wants to connect. */
static int listening_readable(void *arg)
{
    struct listening *listening = arg;
    struct server *server = listening->server;

    for (int i = 0; i < BACKLOG && !server->closed; i++) {
        int fd = accept(listening->fd, NULL, NULL);

        /*
         * Exercise 11.7: welcome whoever was accepted, and go on. Without descriptors or memory
         * (EMFILE, ENFILE, ENOBUFS, ENOMEM), pause. Any other error is a client who has gone again,
         * or that there is nobody more: it is enough.
         */
#ifdef SOLUTION
        if (fd >= 0)
            server_welcome(server, fd);
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

static _Thread_local unsigned last_number;

void server_init(struct server *server,
                 struct coro *(*handler)(struct stream_reader *reader, struct stream_writer *writer,
                                         void *arg),
                 void *arg)
{
    *server = (struct server){.loop = asyncio_get_running_loop(), .handler = handler, .arg = arg};
    server->number = ++last_number != 0 ? last_number : ++last_number;
}

void server_adopt(struct server *server, int fd)
{
    struct listening *listening = &server->listening[server->listening_count++];

    *listening = (struct listening){.fd = fd, .server = server};
    handle_init(&listening->handle, listening_readable, listening);
    timer_init(&listening->again, listening_again, listening);
}

static int listening_start(struct listening *listening)
{
    if (listen(listening->fd, BACKLOG) != 0)
        return errno;
    return loop_add_reader(listening->server->loop, listening->fd, &listening->handle);
}

/* All sockets, or none is watched: a server that does not serve accepts nobody. */
int server_start_serving(struct server *server)
{
    int error = 0, started = 0;

    if (server->closed || server->loop == NULL)
        return EBADF;
    if (server->serving)
        return 0;
    for (; started < server->listening_count && error == 0; started++)
        error = listening_start(&server->listening[started]);
    server->serving = error == 0;
    while (error != 0 && --started >= 0)
        loop_remove_reader(server->loop, server->listening[started].fd);
    return error;
}

bool server_is_serving(const struct server *server)
{
    return server->serving;
}

void server_close(struct server *server)
{
    if (server->closed)
        return;
    server->closed = true;
    server->serving = false;
    for (int i = 0; i < server->listening_count; i++) {
        loop_remove_reader(server->loop, server->listening[i].fd);
        timer_cancel(&server->listening[i].again);
        close(server->listening[i].fd);
    }
    server->listening_count = 0;
    if (server->forever != NULL)
        future_cancel(server->forever);
    if (server->loop != NULL)
        open_streams_wake(server->loop);
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

int server_get_sockname(const struct server *server, char *text, size_t size)
{
    if (server->listening_count == 0)
        return EBADF;
    return socket_sockname(server->listening[0].fd, text, size);
}

/* ---- Its clients ----------------------------------------------------------------------------- */

/* The first of STREAM and those behind it that SERVER accepted and that is open; NULL: none. */
static struct stream *server_next(const struct server *server, struct stream *stream)
{
    while (stream != NULL && (stream->gone || stream->accepted_by != server->number))
        stream = stream->next;
    return stream;
}

static struct stream *server_first(const struct server *server)
{
    struct open_streams *streams = server->loop != NULL ? loop_find_streams(server->loop) : NULL;

    return streams != NULL ? server_next(server, streams->first) : NULL;
}

void server_close_clients(struct server *server)
{
    struct stream *stream = server_first(server);

    for (; stream != NULL; stream = server_next(server, stream->next))
        stream_writer_close(&stream->writer);
}

void server_abort_clients(struct server *server)
{
    struct stream *stream = server_first(server);

    for (; stream != NULL; stream = server_next(server, stream->next))
        stream_writer_abort(&stream->writer);
}

/* ---- Waiting --------------------------------------------------------------------------------- */

/* One call of server_serve_forever(). */
struct serving {
    struct coro coro;
    struct server *server;
    struct future forever;
    int error;
};

static int serving_begins(struct serving *my)
{
    int error = my->server->forever != NULL ? EALREADY : server_start_serving(my->server);

    if (error != 0)
        return error;
    future_init(&my->forever, my->server->loop);
    my->server->forever = &my->forever;
    return 0;
}

static void serving(struct coro *self)
{
    struct serving *my = (struct serving *)self;

    async (self) {
        my->error = serving_begins(my);
        if (my->error != 0)
            async_raise(my->error);
        await(&my->forever);
        finally
        {
            if (my->error == 0) {
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

/* True if somebody must be waited for, in the line of all those who wait for servers. */
static bool server_is_left(const struct server *server)
{
    return !server->closed || server_first(server) != NULL;
}

static void waiting_ends(struct waiting_for_server *my)
{
    struct open_streams *streams = loop_find_streams(my->server->loop);

    if (streams != NULL) /* else the loop is closed, and the line is gone */
        waiters_leave(&streams->waiting, &my->waiter);
}

static void waiting_for_server(struct coro *self)
{
    struct waiting_for_server *my = (struct waiting_for_server *)self;

    async (self) {
        while (server_is_left(my->server)) {
            if (loop_get_streams(my->server->loop) == NULL)
                async_raise(ENOMEM);
            waiters_join(&loop_get_streams(my->server->loop)->waiting, &my->waiter);
            await(&my->waiter.future);
            waiting_ends(my);
        }
        finally
        {
            waiting_ends(my);
        }
    }
}

struct coro *server_wait_closed(struct server *server)
{
    return coro(waiting_for_server, .server = server);
}
