/*
 * Chapter 12: a server on real sockets, its handlers, and a client that says what it is told to: see server_tests.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server_tests.h"

struct web_application app;
char heard[8192];

static char port[16];
static struct future started; /* the server is there */
static struct future gate;    /* what the handler of /gate waits for */
static struct future at_gate; /* it has come there */

/* ---- Handlers -------------------------------------------------------------------------------- */

/* A handler: the coroutine NAME_call, and the function that makes one for a request. */
#define HANDLER(name)                                                                              \
    struct name##_call {                                                                           \
        struct coro coro;                                                                          \
        struct web_request *request;                                                               \
        struct bytes *body;                                                                        \
        struct web_response *response;                                                             \
        int i;                                                                                     \
        int error;                                                                                 \
    };                                                                                             \
    static void name##_call(struct coro *self);                                                    \
    static struct coro *name(struct web_request *request)                                          \
    {                                                                                              \
        return coro(name##_call, .request = request);                                              \
    }                                                                                              \
    static void name##_call(struct coro *self)

HANDLER(hello)
{
    struct hello_call *my = (struct hello_call *)self;

    async (self) {
        journal("<%s>", my->request->path);
        async_return(web_response_text(200, "hello"));
    }
}

HANDLER(item)
{
    struct item_call *my = (struct item_call *)self;

    async (self) {
        async_return(web_response_printf(200, "%s, %s", web_request_match(my->request, "name"),
                                         web_request_query(my->request, "q")));
    }
}

HANDLER(echo)
{
    struct echo_call *my = (struct echo_call *)self;

    async (self) {
        await(my->body, web_request_read(my->request));
        async_return(web_response_bytes(200, NULL, my->body->data, my->body->size));
    }
}

HANDLER(failing)
{
    async (self) {
        async_raise(EIO);
    }
}

HANDLER(silent)
{
    async (self) {
        async_return(NULL);
    }
}

HANDLER(waiting)
{
    async (self) {
        future_set_result(&at_gate, 0);
        await(&gate);
        async_return(web_response_text(200, "through"));
        finally {
            journal("x");
        }
    }
}

HANDLER(streaming)
{
    struct streaming_call *my = (struct streaming_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, "text/plain");
        await(web_response_write(my->response, "hello", 5));
        await(web_response_write(my->response, ", world", 7));
        async_return(my->response);
    }
}

HANDLER(breaking)
{
    struct breaking_call *my = (struct breaking_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, NULL);
        await(web_response_write(my->response, "hello", 5));
        async_raise(EIO);
    }
}

/* Far more than the sockets take. */
HANDLER(endless)
{
    static char block[1 << 16];
    struct endless_call *my = (struct endless_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, NULL);
        for (my->i = 0; my->i < 1000 && my->error == 0; my->i++)
            await_catch(my->error, web_response_write(my->response, block, sizeof block));
        journal("%s", errno_name(my->error));
        async_raise(my->error);
    }
}

/* More than a client takes that does not read, but less than what the sockets take; and it is the last. */
HANDLER(large)
{
    static char block[1 << 16];
    struct large_call *my = (struct large_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, NULL);
        web_response_header(my->response, "Connection", "close");
        for (my->i = 0; my->i < 16; my->i++)
            await(web_response_write(my->response, block, sizeof block));
        journal("sent");
        async_return(my->response);
    }
}

/* A line, and one more, as long as somebody listens. */
HANDLER(ticking)
{
    struct ticking_call *my = (struct ticking_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, NULL);
        for (my->i = 0; my->i < 10000 && my->error == 0; my->i++) {
            await_catch(my->error, web_response_write(my->response, "tick\n", 5));
            await(asyncio_sleep(0));
        }
        journal("%s",
                my->error == EPIPE || my->error == ECONNRESET ? "gone" : errno_name(my->error));
        async_raise(my->error);
    }
}

/* Writes on, whatever has become of what it wrote before. */
HANDLER(stubborn)
{
    struct stubborn_call *my = (struct stubborn_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, NULL);
        for (my->i = 0; my->i < 2; my->i++)
            await_catch(my->error, web_response_write(my->response, "hello", 5));
        async_return(my->response);
    }
}

/* Begins to answer before it reads, and wants the connection to end behind that. */
HANDLER(through)
{
    struct through_call *my = (struct through_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, NULL);
        web_response_header(my->response, "Connection", "close");
        await(web_response_write(my->response, NULL, 0));
        await(my->body, web_request_read(my->request));
        await(web_response_write(my->response, my->body->data, my->body->size));
        async_return(my->response);
    }
}

/* Is cancelled when the time for the body is over, in the same turn, by somebody else. */
static struct task *late_task;
static struct handle late_cancel;

static int late_is_cancelled(void *arg)
{
    (void)arg;
    if (task_cancelling(late_task) == 0)
        return loop_call_soon(asyncio_get_running_loop(), &late_cancel);
    task_cancel(late_task);
    return 0;
}

HANDLER(late)
{
    struct late_call *my = (struct late_call *)self;

    async (self) {
        late_task = asyncio_current_task();
        handle_init(&late_cancel, late_is_cancelled, NULL);
        late_is_cancelled(NULL);
        await_catch(my->error, my->body, web_request_read(my->request));
        journal("%s", errno_name(my->error));
        async_raise(my->error);
    }
}

HANDLER(typed)
{
    struct typed_call *my = (struct typed_call *)self;

    async (self) {
        my->response = web_response_text(200, "<p>");
        web_response_header(my->response, "content-type", "text/html");
        async_return(my->response);
    }
}

HANDLER(injecting)
{
    struct injecting_call *my = (struct injecting_call *)self;

    async (self) {
        my->response = web_response_text(200, "hello");
        journal("%s ", errno_name(web_response_header(my->response, "A", "b\r\nC: d")));
        journal("%s", errno_name(web_response_header(my->response, "X", "y")));
        async_return(my->response);
    }
}

/* ---- A server and a client ------------------------------------------------------------------- */

static void tell_started(struct web_application *its_app)
{
    snprintf(port, sizeof port, "%d", its_app->port);
    future_set_result(&started, 0);
}

static int report(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    journal("{%s: %s}", context->message, errno_name(context->error));
    return 0;
}

/* Keeps what came, but for the Date. */
static void hear(const struct bytes *piece)
{
    size_t size = strlen(heard);
    char *date;

    snprintf(heard + size, sizeof heard - size, "%.*s", (int)piece->size, piece->data);
    while ((date = strstr(heard, "Date: ")) != NULL && strchr(date, '\n') != NULL)
        memmove(date, strchr(date, '\n') + 1, strlen(strchr(date, '\n') + 1) + 1);
}

static size_t talking_send(struct talking *my)
{
    const size_t size = my->by_byte ? 1 : strlen(my->text);

    stream_writer_write(&my->stream->writer, my->text + my->sent, size);
    return size;
}

void talking(struct coro *self)
{
    struct talking *my = (struct talking *)self;

    async (self) {
        await(my->stream, asyncio_open_connection("127.0.0.1", port));
        while (my->text[my->sent] != '\0') {
            my->sent += talking_send(my);
            if (my->by_byte)
                await(asyncio_sleep(0));
        }
        if (my->late != NULL) {
            for (my->naps = 0; my->naps < 100 && *journal_text() == '\0'; my->naps++)
                await(asyncio_sleep(0.005));
            await(asyncio_sleep(0.02));
            stream_writer_write(&my->stream->writer, my->late, strlen(my->late));
        }
        if (!my->stays)
            stream_writer_write_eof(&my->stream->writer);
        while (!my->deaf) {
            await_catch(my->error, my->piece, stream_reader_read(&my->stream->reader, 1000));
            if (my->error != 0 || my->piece->size == 0)
                break;
            hear(my->piece);
            if (my->leaves)
                break;
        }
        while (my->deaf && *journal_text() == '\0')
            await(asyncio_sleep(0.005));
        if (my->error != 0)
            journal("(%s)", errno_name(my->error));
        finally {
            stream_release(my->stream);
        }
    }
}

/* A server that never started is not waited for. */
static int server_ended(void *arg)
{
    (void)arg;
    if (!future_done(&started))
        future_cancel(&started);
    return 0;
}

/* Begins to serve. */
static void scene_serves(struct scene *my)
{
    struct loop *loop = asyncio_get_running_loop();

    loop_set_exception_handler(loop, report);
    future_init(&started, loop);
    future_init(&gate, loop);
    future_init(&at_gate, loop);
    my->server = asyncio_create_task(web_serve(&app, "127.0.0.1", "0"));
    handle_init(&my->ended, server_ended, NULL);
    if (my->server == NULL)
        future_cancel(&started);
    else
        task_add_done_callback(my->server, &my->ended);
}

void scene(struct coro *self)
{
    struct scene *my = (struct scene *)self;

    async (self) {
        scene_serves(my);
        await(&started);
        my->clients[0] = asyncio_create_task(my->first);
        my->first = NULL;
        if (my->second != NULL || my->stops)
            await(&at_gate);
        if (my->second != NULL)
            my->clients[1] = asyncio_create_task(my->second);
        if (my->stops) {
            task_cancel(my->server);
            await(asyncio_sleep(0.01));
            if (app.shutdown_timeout > 1)
                future_set_result(&gate, 0);
        }
        await(my->clients[0]);
        if (my->second != NULL)
            await(my->clients[1]);
        task_cancel(my->server);
        await_catch(my->error, my->server);
        journal("%s", my->error == ECANCELED ? "" : errno_name(my->error));
        finally {
            handle_cancel(&my->ended);
            coro_drop(my->first);
            task_release(my->clients[0]);
            task_release(my->clients[1]);
            task_release(my->server);
        }
    }
}

void server_set_up(void)
{
    web_application_init(&app);
    app.on_start = tell_started;
    web_application_add_routes(
        &app,
        (struct web_route[]){
            web_get("/", hello), web_get("/items/{name}", item), web_post("/echo", echo),
            web_get("/failing", failing), web_get("/silent", silent), web_get("/gate", waiting),
            web_get("/stream", streaming), web_get("/broken", breaking),
            web_get("/endless", endless), web_get("/injecting", injecting), web_post("/", hello),
            web_get("/ticking", ticking), web_post("/through", through), web_get("/typed", typed),
            web_post("/late", late), web_get("/stubborn", stubborn), web_get("/large", large)},
        17);
    *heard = '\0';
}

void server_tear_down(void)
{
    web_application_destroy(&app);
    coro_free_memory();
}

struct coro *scene_of(const char *text)
{
    struct coro *first = coro(talking, .text = text);
    struct coro *made = coro(scene, .coro.frame.cleans_up = true, .first = first);

    if (made == NULL)
        coro_drop(first);
    return made;
}

const char *said(const char *text)
{
    *heard = '\0';
    asyncio_run(scene_of(text));
    return heard;
}
