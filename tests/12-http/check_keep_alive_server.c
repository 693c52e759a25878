/*
 * Chapter 12: the server, on real sockets: requests one behind the other, what becomes of those that are wrong or
 * late, and the end. Times are real here, and short: what waits for one of them waits for it alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gather.h"
#include "http_tests.h"
#include "web_server.h"

static struct web_application app;
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

/* Connects, sends a text, and reads what comes until the server closes. */
struct talking {
    struct coro coro;
    const char *text;
    bool stays;   /* does not say that nothing more will come */
    bool by_byte; /* each byte by itself */
    bool deaf;    /* reads nothing, until something is in the journal */
    size_t sent;
    struct stream *stream;
    struct bytes *piece;
    int error;
};

static char heard[8192];

/* Keeps what came, but for the Date. */
static void hear(const struct bytes *piece)
{
    size_t size = strlen(heard);
    char *date;

    snprintf(heard + size, sizeof heard - size, "%.*s", (int)piece->size, piece->data);
    while ((date = strstr(heard, "Date: ")) != NULL)
        memmove(date, strchr(date, '\n') + 1, strlen(strchr(date, '\n') + 1) + 1);
}

static size_t talking_send(struct talking *my)
{
    const size_t size = my->by_byte ? 1 : strlen(my->text);

    stream_writer_write(&my->stream->writer, my->text + my->sent, size);
    return size;
}

static void talking(struct coro *self)
{
    struct talking *my = (struct talking *)self;

    async (self) {
        await(my->stream, asyncio_open_connection("127.0.0.1", port));
        while (my->text[my->sent] != '\0') {
            my->sent += talking_send(my);
            if (my->by_byte)
                await(asyncio_sleep(0));
        }
        if (!my->stays)
            stream_writer_write_eof(&my->stream->writer);
        while (!my->deaf) {
            await_catch(my->error, my->piece, stream_reader_read(&my->stream->reader, 1000));
            if (my->error != 0 || my->piece->size == 0)
                break;
            hear(my->piece);
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

/* Serves, and lets one client, or two, talk. */
struct scene {
    struct coro coro;
    struct coro *first;
    struct coro *second; /* begins when the first is at the gate; NULL: there is none */
    bool stops;          /* the server is stopped while the first is at the gate */
    struct task *server;
    struct task *clients[2];
    int error;
};

static void scene(struct coro *self)
{
    struct scene *my = (struct scene *)self;

    async (self) {
        loop_set_exception_handler(asyncio_get_running_loop(), report);
        future_init(&started, asyncio_get_running_loop());
        future_init(&gate, asyncio_get_running_loop());
        future_init(&at_gate, asyncio_get_running_loop());
        my->server = asyncio_create_task(web_serve(&app, "127.0.0.1", "0"));
        await(&started);
        my->clients[0] = asyncio_create_task(my->first);
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
            task_release(my->clients[0]);
            task_release(my->clients[1]);
            task_release(my->server);
        }
    }
}

static void set_up(void)
{
    web_application_init(&app);
    app.on_start = tell_started;
    web_application_add_routes(
        &app,
        (struct web_route[]){
            web_get("/", hello), web_get("/items/{name}", item), web_post("/echo", echo),
            web_get("/failing", failing), web_get("/silent", silent), web_get("/gate", waiting),
            web_get("/stream", streaming), web_get("/broken", breaking),
            web_get("/endless", endless), web_get("/injecting", injecting), web_post("/", hello)},
        11);
    *heard = '\0';
}

static void tear_down(void)
{
    web_application_destroy(&app);
    coro_free_memory();
}

/* What the server says to TEXT. */
static const char *said(const char *text)
{
    *heard = '\0';
    asyncio_run(coro(scene, .first = coro(talking, .text = text)));
    return heard;
}

/* The response to the first line and fields of a request with a Host and without more. */
#define REQUEST(line) line "\r\nHost: a\r\n\r\n"
#define OK            "HTTP/1.1 200 OK\r\n"
#define TEXT_PLAIN    "Content-Type: text/plain; charset=utf-8\r\n"
#define HELLO         OK TEXT_PLAIN "Content-Length: 5\r\n\r\nhello"
#define HELLO_CLOSE   OK TEXT_PLAIN "Content-Length: 5\r\nConnection: close\r\n\r\nhello"

/* ---- Requests -------------------------------------------------------------------------------- */

START_TEST(server_answers)
{
    expect_str(said(REQUEST("GET / HTTP/1.1")), HELLO, "a request is answered by its handler");
    expect_str(said("GET /items/a%20b?q=c+d HTTP/1.1\r\nHost: a\r\n\r\n"),
               OK TEXT_PLAIN "Content-Length: 8\r\n\r\na b, c d",
               "names in the path and parameters of the query are decoded");
    expect_str(said(REQUEST("HEAD / HTTP/1.1")), OK TEXT_PLAIN "Content-Length: 5\r\n\r\n",
               "the answer to HEAD is that to GET without its body");
    expect_str(said(REQUEST("GET http://b/ HTTP/1.1")), HELLO, "a target may have its host");
    expect_str(said(REQUEST("GET /nowhere HTTP/1.1")),
               "HTTP/1.1 404 Not Found\r\n" TEXT_PLAIN "Content-Length: 15\r\n\r\n404: Not Found\n",
               "what is nowhere is 404");
    expect_str(said(REQUEST("PUT / HTTP/1.1")),
               "HTTP/1.1 405 Method Not Allowed\r\n" TEXT_PLAIN
               "Content-Length: 24\r\nAllow: GET, HEAD, POST\r\n\r\n405: Method Not Allowed\n",
               "another method is 405, and the answer says which there are");
}
END_TEST

START_TEST(server_keeps_the_connection)
{
    expect_str(
        said(REQUEST("GET / HTTP/1.1") REQUEST("GET /stream HTTP/1.1") REQUEST("GET / HTTP/1.1")),
        HELLO OK "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n" HELLO,
        "requests one behind the other are answered in their order");
    expect_str(
        said("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" REQUEST("GET / HTTP/1.1")),
        HELLO_CLOSE, "behind a request with \"close\" nothing is answered");
    expect_str(said(REQUEST("GET / HTTP/1.0") REQUEST("GET / HTTP/1.0")), HELLO_CLOSE,
               "HTTP/1.0 gets one answer");
    expect_str(said("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" REQUEST("GET / HTTP/1.0")),
               OK TEXT_PLAIN "Content-Length: 5\r\nConnection: keep-alive\r\n\r\nhello" HELLO_CLOSE,
               "or more, if it asks for that, and is told so");
}
END_TEST

START_TEST(server_takes_any_pieces)
{
    *heard = '\0';
    asyncio_run(coro(scene, .first = coro(talking, .by_byte = true,
                                          .text = REQUEST("GET / HTTP/1.1")
                                              REQUEST("GET /items/x?q=y HTTP/1.1"))));
    expect_str(heard, HELLO OK TEXT_PLAIN "Content-Length: 4\r\n\r\nx, y",
               "requests may come byte by byte");
}
END_TEST

START_TEST(server_refuses)
{
    static const char bad[] = "HTTP/1.1 400 Bad Request\r\n" TEXT_PLAIN
                              "Content-Length: 17\r\nConnection: close\r\n\r\n400: Bad Request\n";

    expect_str(said("GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n" REQUEST("GET / HTTP/1.1")), bad,
               "a bad request is 400, and nothing behind it is believed");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" REQUEST("GET / HTTP/1.1")),
               bad, "a length and chunks are 400, and nothing behind them is believed");
    expect_str(said(REQUEST("GET /%00 HTTP/1.1")), bad, "a bad escape is 400");
    expect_true(strncmp(said(REQUEST("GET / HTTP/2.0")), "HTTP/1.1 505 ", 13) == 0,
                "another version is 505");
    expect_true(strncmp(said("GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n"), "HTTP/1.1 417 ",
                        13) == 0,
                "what nobody knows how to do is 417");
    expect_str(said("GET / HT"), "", "a client that leaves in the middle is told nothing");
    expect_str(journal_text(), "", "nobody else is told of any of that");
}
END_TEST

START_TEST(server_reports_its_own_mistakes)
{
    expect_true(strncmp(said(REQUEST("GET /failing HTTP/1.1")), "HTTP/1.1 500 ", 13) == 0,
                "a handler that fails is 500");
    expect_str(journal_text(), "{the handler of a request failed: EIO}",
               "and is reported to whoever runs the server");
    journal_clear();
    expect_true(strncmp(said(REQUEST("GET /silent HTTP/1.1")), "HTTP/1.1 500 ", 13) == 0,
                "a handler without a response is 500");
    expect_str(journal_text(), "{the handler of a request gave no response: 0}",
               "and is reported, too");
    journal_clear();
    expect_str(said(REQUEST("GET /broken HTTP/1.1")),
               OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
               "a stream that breaks does not look as if it had ended");
}
END_TEST

START_TEST(server_takes_no_injection)
{
    expect_str(said(REQUEST("GET /injecting HTTP/1.1")),
               OK TEXT_PLAIN "Content-Length: 5\r\nX: y\r\n\r\nhello",
               "what would be a field of its own is not sent");
    expect_str(journal_text(), "EINVAL 0", "it is refused where it is set");
}
END_TEST

/* ---- Bodies ---------------------------------------------------------------------------------- */

START_TEST(server_reads_bodies)
{
    expect_str(said("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" REQUEST(
                   "GET / HTTP/1.1")),
               OK "Content-Length: 3\r\n\r\nabc" HELLO, "a body has its length");
    expect_str(said("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nabc\r\n0\r\n\r\n" REQUEST("GET / HTTP/1.1")),
               OK "Content-Length: 3\r\n\r\nabc" HELLO, "or comes in chunks");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" REQUEST(
                   "GET / HTTP/1.1")),
               HELLO HELLO, "a body that nobody reads is no request");
    expect_true(
        strncmp(said("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"),
                "HTTP/1.1 400 ", 13) == 0,
        "bad chunks are 400");
    expect_true(strncmp(said("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"),
                        "HTTP/1.1 413 ", 13) == 0,
                "a body above the limit is 413");
}
END_TEST

START_TEST(server_continues)
{
    expect_str(said("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    "Content-Length: 3\r\n\r\nabc"),
               "HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 3\r\n\r\nabc",
               "a client that waits for it is told to go on when its body is read");
    expect_str(said("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    "Content-Length: 3\r\n\r\n"),
               HELLO_CLOSE, "if it is not read, nobody knows what comes next: the connection ends");
}
END_TEST

START_TEST(server_streams_to_the_old)
{
    expect_str(said(REQUEST("GET /stream HTTP/1.0")),
               OK "Content-Type: text/plain\r\nConnection: close\r\n\r\nhello, world",
               "HTTP/1.0 knows no chunks: a stream ends with the connection");
    expect_str(said(REQUEST("HEAD /stream HTTP/1.1")),
               OK "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n",
               "the answer to HEAD has no chunks");
}
END_TEST

/* ---- Time ------------------------------------------------------------------------------------ */

START_TEST(server_waits_no_longer)
{
    app.head_timeout = 0.02;
    asyncio_run(coro(scene, .first = coro(talking, .text = "GET / HTTP/1.1\r\nHo", .stays = true)));
    expect_true(strncmp(heard, "HTTP/1.1 408 ", 13) == 0, "a head that does not come is 408");
    *heard = '\0';
    asyncio_run(coro(scene, .first = coro(talking, .text = "", .stays = true)));
    expect_str(heard, "", "who says nothing is told nothing");
    app.head_timeout = 30;
    app.keepalive_timeout = 0.02;
    asyncio_run(
        coro(scene, .first = coro(talking, .text = REQUEST("GET / HTTP/1.1"), .stays = true)));
    expect_str(heard, HELLO, "an idle connection is closed in the end");
    *heard = '\0';
    app.body_timeout = 0.02;
    asyncio_run(coro(scene, .first = coro(talking, .stays = true,
                                          .text = "POST /echo HTTP/1.1\r\nHost: a\r\n"
                                                  "Content-Length: 3\r\n\r\na")));
    expect_true(strncmp(heard, "HTTP/1.1 408 ", 13) == 0, "a body that does not come is 408");
}
END_TEST

START_TEST(server_gives_the_deaf_up)
{
    app.write_timeout = 0.02;
    app.shutdown_timeout = 0;
    asyncio_run(coro(scene, .first = coro(talking, .text = REQUEST("GET /endless HTTP/1.1"),
                                          .stays = true, .deaf = true)));
    expect_true(*journal_text() != '\0' && strcmp(journal_text(), "0") != 0,
                "a client that reads nothing is not written to for ever");
}
END_TEST

/* ---- The end --------------------------------------------------------------------------------- */

START_TEST(server_stops_when_all_are_served)
{
    asyncio_run(coro(scene,
                     .first = coro(talking, .stays = true, .text = REQUEST("GET /gate HTTP/1.1")),
                     .second = coro(talking, .stays = true, .text = ""), .stops = true));
    expect_str(heard, OK TEXT_PLAIN "Content-Length: 7\r\nConnection: close\r\n\r\nthrough",
               "a request that is under way is answered; its connection is not kept");
    expect_str(journal_text(), "x", "an idle connection is just closed");
}
END_TEST

START_TEST(server_stops_at_last)
{
    app.shutdown_timeout = 0.02;
    asyncio_run(coro(scene,
                     .first = coro(talking, .stays = true, .text = REQUEST("GET /gate HTTP/1.1")),
                     .stops = true));
    expect_str(heard, "", "a handler that takes too long at the end is cancelled");
    expect_true(strchr(journal_text(), 'x') != NULL, "and cleans up");
}
END_TEST

void add_server(TCase *tests)
{
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, server_answers);
    tcase_add_test(tests, server_keeps_the_connection);
    tcase_add_test(tests, server_takes_any_pieces);
    tcase_add_test(tests, server_refuses);
    tcase_add_test(tests, server_reports_its_own_mistakes);
    tcase_add_test(tests, server_takes_no_injection);
    tcase_add_test(tests, server_reads_bodies);
    tcase_add_test(tests, server_continues);
    tcase_add_test(tests, server_streams_to_the_old);
    tcase_add_test(tests, server_waits_no_longer);
    tcase_add_test(tests, server_gives_the_deaf_up);
    tcase_add_test(tests, server_stops_when_all_are_served);
    tcase_add_test(tests, server_stops_at_last);
}
