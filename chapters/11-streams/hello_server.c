/*
 * Chapter 11: just enough HTTP for a browser, on raw streams: whatever is asked, it answers with the
 * asker's address.
 *
 *     hello_server [PORT]                    8080 without one; 0 lets the system pick
 */
#include "serving.h"

//! [answer]
/* Writes an answer. The length tells the client where it ends. */
static void write_hello(struct stream_writer *writer, const char *peer)
{
    char text[512];
    int size = snprintf(text, sizeof text,
                        "HTTP/1.1 200 OK\r\n"
                        "Content-Type: text/plain\r\n"
                        "Content-Length: %zu\r\n"
                        "Connection: close\r\n"
                        "\r\n"
                        "Hello, %s!\n",
                        strlen("Hello, !\n") + strlen(peer), peer);

    stream_writer_write(writer, text, (size_t)size);
}
//! [answer]

/* How much of what was asked can be shown: the first line, up to what a terminal might obey. */
static int shown(const struct bytes *asked)
{
    size_t size = 0;

    while (size < asked->size && asked->data[size] >= ' ' && asked->data[size] <= '~')
        size++;
    return (int)size;
}

//! [hello]
/* Reads what one client asks, says so, and greets it. */
struct hello {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct bytes *asked;
    char peer[SOCKET_NAME_SIZE];
};

static void hello(struct coro *self)
{
    struct hello *my = (struct hello *)self;

    async (self) {
        await(my->asked, stream_reader_read(my->reader, 1000));
        stream_writer_get_peername(my->writer, my->peer, sizeof my->peer);
        printf("%s asks: %.*s\n", my->peer, shown(my->asked), my->asked->data);
        write_hello(my->writer, my->peer);
        await(stream_writer_drain(my->writer));
        finally {
            stream_writer_close(my->writer);
        }
    }
}
//! [hello]

static struct coro *welcome(struct stream_reader *reader, struct stream_writer *writer, void *arg)
{
    (void)arg;
    return coro(hello, .reader = reader, .writer = writer);
}

struct program {
    struct coro coro;
    const char *port;
    struct server server;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        await(asyncio_start_server(&my->server, welcome, NULL, "127.0.0.1", my->port));
        serving_announce(&my->server);
        await(server_serve_forever(&my->server));
        finally {
            server_close(&my->server);
        }
    }
}

int main(int argc, char **argv)
{
    const char *port = serving_port(argc, argv, "8080");
    int error;

    if (port == NULL)
        return 2;
    serving_keep_standard_streams();
    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(program, .port = port));
    if (error != 0)
        fprintf(stderr, "hello_server: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
