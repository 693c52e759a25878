/*
 * Chapter 11: everything that comes to a port of this machine goes to a port of another one, and what
 * that answers comes back. Each direction has its own end, and its own pace.
 *
 *     port_forwarder [PORT [HOST [PORT]]]    8887 127.0.0.1 8888 without them; the first may be 0
 */
#include "serving.h"
#include "task_group.h"

#define PIECE 65536

/* Where everything goes. */
struct target {
    const char *host;
    const char *port;
};

//! [pump]
/* One direction: what comes from READER goes to WRITER, and so does the end. */
struct pump {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct bytes *data;
};

static void pump(struct coro *self)
{
    struct pump *my = (struct pump *)self;

    async (self) {
        for (;;) {
            await(my->data, stream_reader_read(my->reader, PIECE));
            if (my->data->size == 0)
                break;
            stream_writer_write(my->writer, my->data->data, my->data->size);
            await(stream_writer_drain(my->writer));
        }
        stream_writer_write_eof(my->writer);
    }
}
//! [pump]

//! [join]
/* Both directions, until both have ended, or one has failed. */
struct join {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct stream *far;
    struct task_group group;
};

static void join(struct coro *self)
{
    struct join *my = (struct join *)self;

    async (self) {
        asyncio_task_group (&my->group) {
            task_group_create_task(
                &my->group, coro(pump, .reader = my->reader, .writer = &my->far->writer), NULL);
            task_group_create_task(
                &my->group, coro(pump, .reader = &my->far->reader, .writer = my->writer), NULL);
        }
    }
}
//! [join]

//! [forward]
/* One client, and its connection to the target. */
struct forward {
    struct coro coro;
    struct stream_reader *reader;
    struct stream_writer *writer;
    const struct target *target;
    struct stream *far; /* held */
    int error;
};

static void forward(struct coro *self)
{
    struct forward *my = (struct forward *)self;

    async (self) {
        await(my->far, asyncio_open_connection(my->target->host, my->target->port));
        await_catch(my->error,
                    coro(join, .reader = my->reader, .writer = my->writer, .far = my->far));
        if (my->error == ECANCELED)
            async_raise(ECANCELED);
        finally {
            if (my->error != 0) { /* one is broken: so is the other, at once */
                stream_writer_abort(my->writer);
                stream_writer_abort(&my->far->writer);
            }
            stream_release(my->far);
        }
    }
}
//! [forward]

static struct coro *welcome(struct stream_reader *reader, struct stream_writer *writer, void *arg)
{
    return coro(forward, .reader = reader, .writer = writer, .target = arg);
}

struct program {
    struct coro coro;
    const char *port;
    struct target *target;
    struct server server;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        await(asyncio_start_server(&my->server, welcome, my->target, "127.0.0.1", my->port));
        serving_announce(&my->server);
        await(server_serve_forever(&my->server));
        finally {
            server_close(&my->server);
        }
    }
}

int main(int argc, char **argv)
{
    const char *port = serving_port(argc, argv, "8887");
    struct target target = {.host = argc > 2 ? argv[2] : "127.0.0.1",
                            .port = argc > 3 ? argv[3] : "8888"};
    int error;

    if (port == NULL)
        return 2;
    serving_keep_standard_streams();
    error = asyncio_run(coro(program, .port = port, .target = &target));
    if (error != 0)
        fprintf(stderr, "port_forwarder: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
