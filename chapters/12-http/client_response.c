/*
 * Chapter 12: a response.
 */
#include "client_response.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool client_response_ok(const struct client_response *response)
{
    return response->status < 400;
}

const char *client_response_header(const struct client_response *response, const char *name)
{
    return headers_get(&response->head.headers, name);
}

/* ---- The connection -------------------------------------------------------------------------- */

/* True if all of the request was sent. Else its rest would be taken for the next request. */
static bool request_is_sent(const struct client_response *response)
{
    struct task *sending = response->sending;
    int error = 0;

    if (sending == NULL)
        return true;
    return task_done(sending) && task_exception(sending, &error) == 0 && error == 0;
}

/* The connection is not needed any more; another request may use it if it is clean. */
static void response_give_back(struct client_response *response)
{
    bool keep = response->keeps_alive && body_at_end(&response->body) && request_is_sent(response);

    if (response->sending != NULL) {
        task_cancel(response->sending);
        task_release(response->sending);
    }
    response->sending = NULL;
    if (response->connection != NULL)
        client_connection_release(response->connection, keep);
    response->connection = NULL;
}

void client_response_release(struct client_response *response)
{
    if (response == NULL)
        return;
    response_give_back(response);
    body_destroy(&response->body);
    http_head_clear(&response->head);
    url_destroy(&response->url);
    free(response);
}

/* ---- The head -------------------------------------------------------------------------------- */

/* One call of client_response_start(). */
struct starting {
    struct coro coro;
    struct client_response *response;
    const char *method;
    struct http_parser parser;
    struct bytes *piece;
    int forgiven; /* the error of the connection, if what came before it is read */
    int error;
};

/*
 * A server that refuses a body may be gone before we have sent all of it, and its system tells us with a
 * reset that it is. But what it said before has come. A body without an end of its own may have been
 * cut: that is an error.
 */
static bool response_forgives(struct client_response *response)
{
    return response->connection != NULL && response->body.framing.kind != FRAMING_UNTIL_CLOSE &&
           stream_reader_forgive(&response->connection->stream->reader);
}

/* A piece has come, or none. What of it does not belong to the head is left to the next read. */
static int starting_feed(struct starting *my)
{
    struct stream_reader *reader = &my->response->connection->stream->reader;
    size_t used = 0;
    int error;

    if (my->error != 0) {
        if (my->error == ECANCELED || !response_forgives(my->response))
            return my->error;
        my->forgiven = my->error;
        return EINPROGRESS;
    }
    if (my->piece->size == 0)
        return my->response->has_begun ? INCOMPLETE_READ : ECONNRESET;
    my->response->has_begun = true;
    error = http_parser_feed(&my->parser, my->piece->data, my->piece->size, &used);
    stream_reader_unread(reader, my->piece->size - used);
    return error;
}

/* An interim answer is no answer yet. One to an upgrade that nobody asked for is none at all. */
static int starting_passes_over(struct starting *my)
{
    struct http_head *head = &my->response->head;

    if (head->status == 101)
        return BAD_MESSAGE;
    if (head->status >= 200)
        return 0;
    http_parser_destroy(&my->parser);
    http_head_clear(head);
    http_parser_init(&my->parser, HTTP_RESPONSE, head);
    return EINPROGRESS;
}

/* The head is there: how far does the body go? */
static int starting_ends(struct starting *my)
{
    struct client_response *response = my->response;
    struct framing framing;
    int error = framing_of_response(&response->head, my->method, &framing);

    if (error == 0 && framing.kind == FRAMING_UNTIL_CLOSE)
        error = my->forgiven;
    if (error != 0)
        return error;
    response->status = response->head.status;
    response->reason = response->head.reason;
    response->keeps_alive = http_keeps_alive(&response->head, &framing);
    body_init(&response->body, &response->connection->stream->reader, framing);
    if (body_at_end(&response->body))
        response_give_back(response);
    return 0;
}

static void starting(struct coro *self)
{
    struct starting *my = (struct starting *)self;

    async (self) {
        http_parser_init(&my->parser, HTTP_RESPONSE, &my->response->head);
        do {
            await_catch(
                my->error, my->piece,
                stream_reader_read(&my->response->connection->stream->reader, STREAM_LIMIT));
            my->error = starting_feed(my);
            if (my->error == 0)
                my->error = starting_passes_over(my);
        } while (my->error == EINPROGRESS);
        if (my->error == 0)
            my->error = starting_ends(my);
        if (my->error != 0)
            async_raise(my->error);
        finally
        {
            http_parser_destroy(&my->parser);
        }
    }
}

struct coro *client_response_start(struct client_response *response, const char *method)
{
    return coro(starting, .response = response, .method = method);
}

/* ---- The body -------------------------------------------------------------------------------- */

/* One call of a function that reads the body. */
struct reading_body {
    struct coro coro;
    struct client_response *response;
    bool all;
    bool as_text;
    struct timeout timeout;
    struct bytes *bytes;
    int error;
};

/* What a read has given at the end of the body no longer lies in the connection: others may have that. */
static void reading_body_ends(struct reading_body *my)
{
    if (body_at_end(&my->response->body) && (my->all || my->bytes->size == 0))
        response_give_back(my->response);
}

/* The read itself. */
static struct coro *reading_body_reads(const struct reading_body *my)
{
    struct body *body = &my->response->body;

    return my->all ? body_read_all(body, my->response->limit) : body_read(body);
}

/* True if it failed for the connection's end, and there is something left from before that. */
static bool reading_body_goes_on(const struct reading_body *my)
{
    return my->error != 0 && my->error != ECANCELED && response_forgives(my->response);
}

static void reading_body(struct coro *self)
{
    struct reading_body *my = (struct reading_body *)self;

    async (self) {
        asyncio_timeout_at (&my->timeout, my->response->deadline) {
            do
                await_catch(my->error, my->bytes, reading_body_reads(my));
            while (reading_body_goes_on(my));
            if (my->error != 0)
                async_raise(my->error);
        }
        reading_body_ends(my);
        if (my->as_text)
            async_return(my->bytes->data);
        async_return(my->bytes);
    }
}

struct coro *client_response_read(struct client_response *response)
{
    return coro(reading_body, .response = response, .all = true);
}

struct coro *client_response_text(struct client_response *response)
{
    return coro(reading_body, .response = response, .all = true, .as_text = true);
}

struct coro *client_response_readany(struct client_response *response)
{
    return coro(reading_body, .response = response);
}
