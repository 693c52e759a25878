/*
 * This course's library: an echo server on the streams of chapter 11, or the web application of chapter
 * 12.
 *
 *     server_ours echo|http
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include "streams.h"
#include "web_server.h"

/* ---- Echo ----------------------------------------------------------------------------------- */

struct echo {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct bytes *data;
};

static void echo(struct coro *self)
{
    struct echo *my = (struct echo *)self;

    async (self) {
        for (;;) {
            await(my->data, stream_reader_read(my->reader, 65536));
            if (my->data->size == 0)
                break;
            stream_writer_write(my->writer, my->data->data, my->data->size);
            await(stream_writer_drain(my->writer));
        }
    }
}

static struct coro *echo_client(struct stream_reader *reader, struct stream_writer *writer,
                                void *arg)
{
    (void)arg;
    return coro(echo, .reader = reader, .writer = writer);
}

struct echo_main {
    struct coro coro;
    struct server server;
};

static void echo_main(struct coro *self)
{
    struct echo_main *my = (struct echo_main *)self;

    async (self) {
        await(asyncio_start_server(&my->server, echo_client, NULL, "127.0.0.1", "0"));
        printf("Serving on 127.0.0.1:%d\n", server_port(&my->server));
        fflush(stdout);
        await(server_serve_forever(&my->server));
    }
}

/* ---- HTTP ----------------------------------------------------------------------------------- */

struct hello {
    struct coro coro;
};

static void hello(struct coro *self)
{
    async (self) {
        async_return(web_response_text(200, "Hello, world\n"));
    }
}

static struct coro *handle_hello(struct web_request *request)
{
    (void)request;
    return coro(hello);
}

static int serve_http(void)
{
    static struct web_application app;
    const struct web_route route = web_get("/", handle_hello);

    web_application_init(&app);
    require(web_application_add_routes(&app, &route, 1) == 0, "no memory for a route");
    return web_run_app(&app, "127.0.0.1", "0");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "http") == 0)
        return serve_http();
    require(argc > 1 && strcmp(argv[1], "echo") == 0, "usage: server_ours echo|http");
    return asyncio_run(coro(echo_main));
}
