/*
 * What cancel.c and memory.c try, of chapter 11: connections and servers.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "address.h"
#include "scene.h"
#include "sockets.h"
#include "streams.h"
#include "task_group.h"

#define MUCH ((size_t)600000) /* more than a kernel keeps for a socket */

static char much[MUCH];

/* The struct of all scenarios here. What is open when they end is closed. */
struct scene {
    struct coro coro;
    int e, i;
    int fds[2]; /* of a pair of sockets; 0: none, or a stream has it */
    struct stream *streams[2], *client;
    struct bytes *bytes;
    size_t size;
    struct task_group group;
    struct server server;
    struct addrinfo *addresses;
    struct task *task;
    char path[64], port[16];
};

static void release(struct scene *my)
{
    for (int i = 0; i < 2; i++) {
        if (my->fds[i] > 0)
            close(my->fds[i]);
        stream_release(my->streams[i]);
    }
    stream_release(my->client);
    server_close(&my->server);
    if (my->path[0] != '\0')
        unlink(my->path);
    if (my->addresses != NULL)
        freeaddrinfo(my->addresses);
}

/* ---- Two ends ---------------------------------------------------------------------------------- */

static int make_pair(struct scene *my)
{
    return socketpair(AF_UNIX, SOCK_STREAM, 0, my->fds) == 0 ? 0 : errno;
}

/* One of the two, which belongs to whoever it is given to. */
static int fd_taken(struct scene *my, int which)
{
    int fd = my->fds[which];

    my->fds[which] = 0;
    return fd;
}

static struct stream_writer *writer_of(struct scene *my, int which)
{
    return &my->streams[which]->writer;
}

static struct stream_reader *reader_of(struct scene *my, int which)
{
    return &my->streams[which]->reader;
}

SCENARIO(reads_and_writes)
{
    async (self) {
        my->e = make_pair(my);
        if (my->e != 0)
            async_raise(my->e);
        await(my->streams[0], asyncio_open_connection_socket(fd_taken(my, 0)));
        await(my->streams[1], asyncio_open_connection_socket(fd_taken(my, 1)));
        my->e = stream_writer_write(writer_of(my, 0), "a line\nexactly|and the rest", 27);
        if (my->e != 0)
            async_raise(my->e);
        await(stream_writer_drain(writer_of(my, 0)));
        await(my->bytes, stream_reader_readline(reader_of(my, 1)));
        await(my->bytes, stream_reader_readexactly(reader_of(my, 1), 7));
        await(my->bytes, stream_reader_readuntil(reader_of(my, 1), "|"));
        await(my->bytes, stream_reader_read(reader_of(my, 1), 4));
        my->size = my->bytes->size;
        stream_writer_write_eof(writer_of(my, 0));
        await(my->bytes, stream_reader_read(reader_of(my, 1), STREAM_TO_END));
        if (my->size + my->bytes->size != 12)
            async_raise(ERANGE);
        await(my->bytes, stream_reader_readexactly(reader_of(my, 1), 1));
        finally
        {
            release(my);
        }
    }
}

/* Reads all that comes, in its own time. */
struct reads_all {
    struct coro coro;
    struct stream *stream;
    struct bytes *bytes;
    size_t size;
};

static void reads_all(struct coro *self)
{
    struct reads_all *my = (struct reads_all *)self;

    async (self) {
        await(asyncio_sleep(0));
        do {
            await(my->bytes, stream_reader_read(&my->stream->reader, MUCH / 4));
            my->size += my->bytes->size;
        } while (my->bytes->size > 0);
        if (my->size != MUCH)
            async_raise(ERANGE);
    }
}

SCENARIO(writes_much)
{
    async (self) {
        my->e = make_pair(my);
        if (my->e != 0)
            async_raise(my->e);
        await(my->streams[0], asyncio_open_connection_socket(fd_taken(my, 0)));
        await(my->streams[1], asyncio_open_connection_socket(fd_taken(my, 1)));
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, coro(reads_all, .stream = my->streams[1]), NULL);
            my->e = stream_writer_write(writer_of(my, 0), much, MUCH);
            if (my->e != 0)
                async_raise(my->e);
            await(stream_writer_drain(writer_of(my, 0)));
            stream_writer_close(writer_of(my, 0));
            await(stream_writer_wait_closed(writer_of(my, 0)));
        }
        finally
        {
            release(my);
        }
    }
}

/* ---- Servers ----------------------------------------------------------------------------------- */

/* Sends each line back. */
struct echo {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct bytes *line;
    int error;
};

static void echo(struct coro *self)
{
    struct echo *my = (struct echo *)self;

    async (self) {
        for (;;) {
            await(my->line, stream_reader_readline(my->reader));
            if (my->line->size == 0)
                break;
            my->error = stream_writer_write(my->writer, my->line->data, my->line->size);
            if (my->error != 0)
                async_raise(my->error);
            await(stream_writer_drain(my->writer));
        }
    }
}

static struct coro *make_echo(struct stream_reader *reader, struct stream_writer *writer, void *arg)
{
    (void)arg;
    return coro(echo, .reader = reader, .writer = writer);
}

/* Says something to an echo, and hears it. */
struct talks {
    struct coro coro;
    struct stream *stream;
    struct bytes *line;
    int i, error;
};

static void talks(struct coro *self)
{
    struct talks *my = (struct talks *)self;

    async (self) {
        for (my->i = 0; my->i < 2; my->i++) {
            my->error = stream_writer_write(&my->stream->writer, "hello\n", 6);
            if (my->error != 0)
                async_raise(my->error);
            await(my->line, stream_reader_readline(&my->stream->reader));
            if (my->line->size != 6)
                async_raise(ECONNRESET);
        }
    }
}

/* A name of its own, for each socket of the program. */
static const char *new_path(struct scene *my)
{
    static int number;

    snprintf(my->path, sizeof my->path, "/tmp/reliability-%ld-%d.sock", (long)getpid(), ++number);
    return my->path;
}

SCENARIO(serves_a_unix_socket)
{
    async (self) {
        await(asyncio_start_unix_server(&my->server, make_echo, NULL, new_path(my)));
        await(my->client, asyncio_open_unix_connection(my->path));
        await(coro(talks, .stream = my->client));
        stream_writer_close(&my->client->writer);
        await(stream_writer_wait_closed(&my->client->writer));
        server_close(&my->server);
        await(server_wait_closed(&my->server));
        finally
        {
            release(my);
        }
    }
}

static const char *port_of(struct scene *my)
{
    snprintf(my->port, sizeof my->port, "%d", server_port(&my->server));
    return my->port;
}

SCENARIO(serves_tcp)
{
    async (self) {
        await(asyncio_start_server(&my->server, make_echo, NULL, "127.0.0.1", "0"));
        await(my->client, asyncio_open_connection("127.0.0.1", port_of(my)));
        await(coro(talks, .stream = my->client));
        server_close_clients(&my->server);
        await(my->bytes, stream_reader_read(&my->client->reader, 1));
        if (my->bytes->size != 0)
            async_raise(ERANGE);
        server_close(&my->server);
        await(server_wait_closed(&my->server));
        finally
        {
            release(my);
        }
    }
}

SCENARIO(serves_until_it_is_told)
{
    async (self) {
        await(asyncio_create_server(&my->server, make_echo, NULL, "127.0.0.1", "0"));
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, server_serve_forever(&my->server), &my->task);
            await(asyncio_sleep(0));
            await(my->client, asyncio_open_connection("127.0.0.1", port_of(my)));
            await(coro(talks, .stream = my->client));
            server_close(&my->server);
        }
        finally
        {
            task_release(my->task);
            release(my);
        }
    }
}

SCENARIO(serves_a_socket)
{
    struct sockaddr_un address;

    async (self) {
        my->e = unix_address(&address, new_path(my));
        if (my->e == 0)
            my->e = socket_bind((const struct sockaddr *)&address, sizeof address, &my->fds[0]);
        if (my->e != 0)
            async_raise(my->e);
        await(asyncio_start_server_socket(&my->server, make_echo, NULL, fd_taken(my, 0)));
        await(my->client, asyncio_open_unix_connection(my->path));
        await(coro(talks, .stream = my->client));
        finally
        {
            release(my);
        }
    }
}

/* ---- Nobody there ------------------------------------------------------------------------------ */

SCENARIO(looks_a_name_up)
{
    async (self) {
        await(my->addresses, loop_getaddrinfo("localhost", "80", false));
        finally
        {
            release(my);
        }
    }
}

SCENARIO(is_refused)
{
    async (self) {
        await(my->client, asyncio_open_connection("127.0.0.1", "1"));
        finally
        {
            release(my);
        }
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

const struct scenario scenarios_of_streams[] = {
    OUTSIDE(reads_and_writes, INCOMPLETE_READ),
    OUTSIDE(writes_much, 0),
    OUTSIDE(serves_a_unix_socket, 0),
    OUTSIDE(serves_tcp, 0),
    OUTSIDE(serves_until_it_is_told, 0),
    OUTSIDE(serves_a_socket, 0),
    OUTSIDE(looks_a_name_up, 0),
    OUTSIDE(is_refused, ECONNREFUSED),
    {.name = NULL},
};
