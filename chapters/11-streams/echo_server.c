/*
 * Chapter 11: the echo server of chapter 3 again, as one function that reads from top to bottom.
 *
 *     echo_server [PORT]                     8888 without one; 0 lets the system pick
 */
#include "serving.h"

//! [echo]
/* Sends back every line of one client. */
struct echo {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct bytes *line;
};

static void echo(struct coro *self)
{
    struct echo *my = (struct echo *)self;

    async (self) {
        for (;;) {
            await(my->line, stream_reader_readline(my->reader));
            if (my->line->size == 0)
                break;
            stream_writer_write(my->writer, my->line->data, my->line->size);
            await(stream_writer_drain(my->writer));
        }
        finally {
            stream_writer_close(my->writer);
        }
    }
}
//! [echo]

//! [serve]
/* Makes the coroutine for a client that has connected. */
static struct coro *welcome(struct stream_reader *reader, struct stream_writer *writer, void *arg)
{
    (void)arg;
    return coro(echo, .reader = reader, .writer = writer);
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
//! [serve]

int main(int argc, char **argv)
{
    const char *port = serving_port(argc, argv, "8888");
    int error;

    if (port == NULL)
        return 2;
    serving_keep_standard_streams();
    error = asyncio_run(coro(program, .port = port));
    if (error != 0)
        fprintf(stderr, "echo_server: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
