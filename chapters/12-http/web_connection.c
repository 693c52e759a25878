/*
 * Chapter 12: one connection of the server.
 *
 * One coroutine a connection: it waits for a request, answers it, and begins again. What a request
 * needs is allocated when its first bytes come and freed when it is answered, so a connection that is
 * idle has little more than its stream.
 */
#include "web_connection.h"

#include <errno.h>

/* So much is asked of the stream at once; with twice as much unread it waits. */
#define PIECE ((size_t)16384)

/* So much of a body that nobody has read is thrown away, to keep the connection. */
#define THROWN_AWAY ((size_t)65536)

/* Behind the last response a client may go on sending for so many seconds, and so many bytes. */
#define LINGER_SECONDS 2.0
#define LINGER_BYTES   ((size_t)1048576)

/* No request is to be answered: the connection is over. */
#define GONE (-1)

/* One connection: the frame of its coroutine. */
struct web_connection {
    struct coro coro;
    struct web_application *app;
    struct stream_reader *reader;
    struct stream_writer *writer;
    struct task *task;
    struct web_connection *next, *prev; /* in app->connections */
    struct web_request *request;        /* NULL while it is idle */
    struct bytes *came;
    struct timeout timeout;
    int error;
    short status; /* of the head: 0, GONE, or that of a refusal */
    bool keeps;   /* there may be another request */
    bool served;  /* there was one */
    bool hurries; /* the time for the head that has begun runs */
    bool lingers; /* at the end the client may still be sending */
};

/* ---- Its place in the list ------------------------------------------------------------------- */

static void connection_begins(struct web_connection *my)
{
    my->task = asyncio_current_task();
    stream_reader_set_limit(my->reader, PIECE);
    my->next = my->app->connections;
    if (my->next != NULL)
        my->next->prev = my;
    my->app->connections = my;
}

static void connection_forgets(struct web_connection *my)
{
    if (my->request == NULL)
        return;
    web_request_destroy(my->request);
    coro_memory_release(my->request, sizeof *my->request);
    my->request = NULL;
}

static void connection_ends(struct web_connection *my)
{
    struct waiter *waiter;

    connection_forgets(my);
    if (my->task == NULL)
        return;
    if (my->next != NULL)
        my->next->prev = my->prev;
    if (my->prev != NULL)
        my->prev->next = my->next;
    else
        my->app->connections = my->next;
    if (my->app->connections == NULL && (waiter = waiters_next(&my->app->closers)) != NULL)
        waiter_wake(waiter);
}

/* ---- The head of a request ------------------------------------------------------------------- */

/* The first bytes of a request have come. */
static bool connection_has_request(struct web_connection *my)
{
    if (my->request != NULL)
        return true;
    my->request = coro_memory(sizeof *my->request);
    if (my->request != NULL)
        web_request_init(my->request, my->app, my->reader, my->writer);
    return my->request != NULL;
}

/* A head has begun, and is not complete: from now on there is less time. (Most come in one piece.) */
static bool connection_hurries(struct web_connection *my)
{
    const double when = loop_time(asyncio_get_running_loop()) + my->app->head_timeout;

    if (!my->served || my->hurries)
        return true;
    my->hurries = true;
    return timeout_reschedule(&my->timeout, when) == 0;
}

/* What is behind the head belongs to the body, or to the next request: the stream gives it again. */
static int connection_feeds(struct web_connection *my)
{
    size_t used = 0;
    int error = http_parser_feed(&my->request->parser, my->came->data, my->came->size, &used);

    stream_reader_unread(my->reader, my->came->size - used);
    if (error != EINPROGRESS)
        my->status = (short)(error == 0 ? 0 : my->request->parser.status);
    return error;
}

/* Takes in what came. False: more must come. */
static bool connection_takes(struct web_connection *my)
{
    my->status = GONE;
    if (my->error != 0 || my->came->size == 0 || !connection_has_request(my))
        return true;
    return connection_feeds(my) != EINPROGRESS || !connection_hurries(my);
}

/* The time for a head was over. A client that had begun to send one is told. */
static void connection_is_late(struct web_connection *my)
{
    my->error = ETIMEDOUT;
    my->status = my->request != NULL && my->request->parser.has_begun ? 408 : GONE;
}

/* ---- What nobody wants to read --------------------------------------------------------------- */

/* What is left of the body of a request, so that the next one can follow. */
struct throwing_away {
    struct coro coro;
    struct web_request *request;
    struct bytes *piece;
    size_t size;
    struct timeout timeout;
};

/* Raises EFBIG if that is too much. */
static void throwing_away(struct coro *self)
{
    struct throwing_away *my = (struct throwing_away *)self;

    async (self) {
        asyncio_timeout (&my->timeout, my->request->app->body_timeout) {
            while (!body_at_end(&my->request->body)) {
                await(my->piece, web_request_read_some(my->request));
                my->size += my->piece->size;
                if (my->size > THROWN_AWAY)
                    async_raise(EFBIG);
            }
        }
    }
}

/* What comes behind the last response. */
struct lingering {
    struct coro coro;
    struct stream_reader *reader;
    struct bytes *came;
    size_t size;
    struct timeout timeout;
};

static void lingering(struct coro *self)
{
    struct lingering *my = (struct lingering *)self;

    async (self) {
        asyncio_timeout (&my->timeout, LINGER_SECONDS) {
            do {
                await(my->came, stream_reader_read(my->reader, PIECE));
                my->size += my->came->size;
            } while (my->came->size > 0 && my->size < LINGER_BYTES);
        }
    }
}

/* ---- The answer ------------------------------------------------------------------------------ */

/* The answer to one request. */
struct answering {
    struct coro coro;
    struct web_connection *connection;
    struct web_request *request;
    struct web_response *response;
    int status;
    int error;
};

/* A handler has failed: that is a mistake in the program, and is told to whoever runs it. */
static void answering_report(struct answering *my, const char *message)
{
    loop_call_exception_handler(asyncio_get_running_loop(),
                                &(struct exception_context){.message = message,
                                                            .error = my->error,
                                                            .task = asyncio_current_task()});
    my->status = 500;
}

/* The handler could not go on, for its client has gone, or takes nothing: that is nobody's mistake. */
static bool answering_is_alone(const struct answering *my)
{
    const struct stream *stream = stream_of_writer(my->request->writer);

    if (my->error == ETIMEDOUT)
        return stream->paused;
    return stream->closing && (my->error == EPIPE || my->error == ECONNRESET);
}

/* What the handler came to. Returns an error if there is nobody to answer, or nothing more is to be done. */
static int answering_outcome(struct answering *my)
{
    if (my->error == ECANCELED && task_cancelling(asyncio_current_task()) > 0)
        return ECANCELED;
    if (answering_is_alone(my))
        return my->error;
    if (my->error != 0 && my->request->status != 0)
        my->status = my->request->status;
    else if (my->error != 0)
        answering_report(my, "the handler of a request failed");
    else if (my->response == NULL)
        answering_report(my, "the handler of a request gave no response");
    return 0;
}

/* The handler has begun to send one response, and ended with another, or none. */
static bool answering_is_broken(const struct answering *my)
{
    const struct web_response *stream = my->request->stream;

    return stream != NULL && stream != my->response && stream->begun;
}

/* May there be another request behind this one? */
static bool answering_keeps(const struct answering *my)
{
    const struct web_request *request = my->request;

    if (!web_request_keeps(request) || web_response_closes(my->response))
        return false;
    if (my->status == 400 || my->status == 408 || my->status == 413 || my->status >= 500 ||
        my->connection->status != 0)
        return false;
    /* A client that waits for "100 Continue" may send the body, or not: nobody knows what comes. */
    if (request->status != 0 || (request->expects && !body_at_end(&request->body)))
        return false;
    return request->body.left <= THROWN_AWAY;
}

/* Settles what is sent, and what comes of the connection. */
static int answering_settles(struct answering *my)
{
    if (my->response == NULL)
        my->response = web_response_refusal(my->request, my->status);
    if (my->response == NULL)
        return ENOMEM;
    my->connection->keeps = answering_keeps(my);
    my->response->closes = !my->connection->keeps;
    return 0;
}

static void answering(struct coro *self)
{
    struct answering *my = (struct answering *)self;

    async (self) {
        my->status = my->connection->status;
        if (my->status == 0)
            my->status = web_request_prepare(my->request);
        if (my->status == 0) {
            await_catch(my->error, my->response, my->request->route->handler(my->request));
            my->error = answering_outcome(my);
            if (my->error != 0)
                async_raise(my->error);
        }
        if (answering_is_broken(my))
            async_raise(ECONNABORTED);
        my->error = answering_settles(my);
        if (my->error != 0)
            async_raise(my->error);
        await(web_response_send(my->response, my->request));
        if (my->connection->keeps && !body_at_end(&my->request->body)) {
            await_catch(my->error, coro(throwing_away, .request = my->request));
            my->connection->keeps = my->error == 0;
            if (my->error == ECANCELED)
                async_raise(ECANCELED);
        }
        finally {
            if (my->request->stream != my->response)
                web_response_release(my->request->stream);
            web_response_release(my->response);
        }
    }
}

/* ---- The connection -------------------------------------------------------------------------- */

/*
 * May the client still be sending: what it has begun, or, if it could not know of the end, another request?
 * Then the connection must not be closed at once: what comes to a closed socket makes the system drop what
 * is still to be sent.
 */
static bool connection_hears_more(const struct web_connection *my)
{
    const struct web_request *request = my->request;

    return my->status != 0 || request->status != 0 || !body_at_end(&request->body) ||
           stream_reader_size(my->reader) > 0 ||
           http_keeps_alive(&request->head, &request->framing);
}

/* A request was answered, or could not be. */
static void connection_answered(struct web_connection *my)
{
    my->served = true;
    my->keeps = my->keeps && my->error == 0;
    if (my->error != 0)
        stream_writer_abort(my->writer);
    else
        my->lingers = !my->keeps && connection_hears_more(my);
    connection_forgets(my);
}

static void web_connection(struct coro *self)
{
    struct web_connection *my = (struct web_connection *)self;

    async (self) {
        connection_begins(my);
        do {
            my->keeps = my->hurries = false;
            if (my->app->stopping)
                break;
            asyncio_timeout (&my->timeout,
                             my->served ? my->app->keepalive_timeout : my->app->head_timeout) {
                do {
                    await_catch(my->error, my->came, stream_reader_read(my->reader, PIECE));
                } while (!connection_takes(my));
            }
            if (timeout_expired(&my->timeout))
                connection_is_late(my);
            else if (my->error == ECANCELED)
                async_raise(ECANCELED);
            if (my->status == GONE)
                break;
            await_catch(my->error, coro(answering, .connection = my, .request = my->request));
            if (my->error == ECANCELED)
                async_raise(ECANCELED);
            connection_answered(my);
        } while (my->keeps);
        if (my->lingers) {
            stream_writer_write_eof(my->writer);
            await_catch(my->error, coro(lingering, .reader = my->reader));
            if (my->error == ECANCELED)
                async_raise(ECANCELED);
        }
        stream_writer_close(my->writer);
        if (stream_writer_get_size(my->writer) > 0) {
            asyncio_timeout (&my->timeout, my->app->write_timeout) {
                await_catch(my->error, stream_writer_wait_closed(my->writer));
            }
        }
        finally {
            stream_writer_abort(my->writer);
            connection_ends(my);
        }
    }
}

struct coro *web_connection_new(struct stream_reader *reader, struct stream_writer *writer,
                                void *arg)
{
    return coro(web_connection, .app = arg, .reader = reader, .writer = writer);
}

/* ---- All of them ----------------------------------------------------------------------------- */

void web_connections_close_idle(struct web_application *app)
{
    for (struct web_connection *each = app->connections; each != NULL; each = each->next)
        if (each->request == NULL)
            stream_writer_close(each->writer);
}

void web_connections_cancel(struct web_application *app)
{
    for (struct web_connection *each = app->connections; each != NULL; each = each->next)
        task_cancel(each->task);
}
