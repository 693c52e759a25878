/*
 * Chapter 12: requests.
 */
#include "web_request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "web_server.h"

/* ---- What was asked -------------------------------------------------------------------------- */

/* Decodes all values, one behind the other. */
static bool request_decode_values(struct web_request *request)
{
    size_t size = 0;
    char *to;

    if (request->match.count == 0)
        return true;
    for (size_t i = 0; i < request->match.count; i++)
        size += request->match.values[i].value_size + 1;
    to = request->values = malloc(size);
    if (to == NULL)
        return false;
    for (size_t i = 0; i < request->match.count; i++) {
        const struct route_value *value = &request->match.values[i];

        to = percent_decode(to, value->value, value->value_size, false) + 1;
    }
    return true;
}

const char *web_request_match(const struct web_request *request, const char *name)
{
    const char *text = request->values;

    for (size_t i = 0; i < request->match.count; i++) {
        const struct route_value *value = &request->match.values[i];

        if (strlen(name) == value->name_size && memcmp(name, value->name, value->name_size) == 0)
            return text;
        text += strlen(text) + 1;
    }
    return NULL;
}

const char *web_request_query(struct web_request *request, const char *name)
{
    return target_query(&request->target, name);
}

const char *web_request_header(const struct web_request *request, const char *name)
{
    return headers_get(&request->head.headers, name);
}

/* ---- Its body -------------------------------------------------------------------------------- */

/* One call of a function that reads the body. */
struct request_reading {
    struct coro coro;
    struct web_request *request;
    bool all;
    struct timeout timeout;
    struct bytes *bytes;
    int error;
};

static struct coro *request_body_read(struct request_reading *my)
{
    if (my->all)
        return body_read_all(&my->request->body, my->request->app->body_limit);
    return body_read(&my->request->body);
}

/* The status for a body that could not be read. 0: that is nothing that a client could have done. */
static int status_of(int error)
{
    switch (error) {
    case EFBIG:
        return 413;
    case BAD_MESSAGE:
    case EMSGSIZE:
    case INCOMPLETE_READ:
        return 400;
    case ETIMEDOUT:
        return 408;
    default:
        return 0;
    }
}

/*
 * The client waits for a word before it sends the body. In the middle of a response it would be taken for a
 * part of that: whoever has got its head needs no further word.
 */
static void request_continue(struct web_request *request)
{
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";

    if (!request->expects || (request->stream != NULL && request->stream->begun))
        return;
    if (!body_at_end(&request->body))
        stream_writer_write(request->writer, text, sizeof text - 1);
    request->expects = false;
}

/* True if the time was over, and nobody else has cancelled the handler meanwhile: the end of the server, say. */
static bool reading_is_late(const struct request_reading *my)
{
    return my->error == ECANCELED && timeout_expired(&my->timeout) &&
           task_cancelling(my->timeout.task) <= my->timeout.cancelling;
}

/* How a read ended. */
static int reading_ended(struct request_reading *my)
{
    if (reading_is_late(my))
        my->error = ETIMEDOUT;
    if (status_of(my->error) != 0)
        my->request->status = status_of(my->error);
    return my->error;
}

static void request_reading(struct coro *self)
{
    struct request_reading *my = (struct request_reading *)self;

    async (self) {
        if (my->request->status != 0)
            async_raise(BAD_MESSAGE);
        if (!my->all || my->request->framing.length <= my->request->app->body_limit)
            request_continue(my->request);
        asyncio_timeout (&my->timeout, my->request->app->body_timeout) {
            await_catch(my->error, my->bytes, request_body_read(my));
        }
        if (reading_ended(my) != 0)
            async_raise(my->error);
        async_return(my->bytes);
    }
}

struct coro *web_request_read(struct web_request *request)
{
    return coro(request_reading, .request = request, .all = true);
}

struct coro *web_request_read_some(struct web_request *request)
{
    return coro(request_reading, .request = request);
}

/* ---- For the server -------------------------------------------------------------------------- */

void web_request_init(struct web_request *request, struct web_application *app,
                      struct stream_reader *reader, struct stream_writer *writer)
{
    *request = (struct web_request){.app = app, .writer = writer};
    request->method = request->path = "";
    body_init(&request->body, reader, (struct framing){.kind = FRAMING_NONE});
    http_parser_init(&request->parser, HTTP_REQUEST, &request->head);
}

/*
 * What is to become of an Expect. Only one thing can be expected of anybody; but for whatever else a client
 * waits, it may keep its body back, too.
 */
static int request_expectation(struct web_request *request)
{
    const char *expect = headers_get(&request->head.headers, "Expect");

    if (expect == NULL || request->head.minor == 0)
        return 0;
    request->expects = true;
    return text_same(expect, "100-continue") ? 0 : 417;
}

int web_request_prepare(struct web_request *request)
{
    bool other;
    int status = framing_of_request(&request->head, &request->framing);

    if (status != 0)
        return status;
    request->method = request->head.method;
    body_init(&request->body, request->body.reader, request->framing);
    status = target_read(&request->target, &request->head);
    if (status == 0)
        status = request_expectation(request);
    if (status != 0)
        return status;
    request->path = request->target.path;
    request->route = router_find(&request->app->router, request->method, request->target.raw,
                                 &request->match, &other);
    if (request->route == NULL)
        return other ? 405 : 404;
    return request_decode_values(request) ? 0 : 500;
}

bool web_request_keeps(const struct web_request *request)
{
    return !request->app->stopping && http_keeps_alive(&request->head, &request->framing);
}

void web_request_destroy(struct web_request *request)
{
    http_parser_destroy(&request->parser);
    http_head_clear(&request->head);
    target_clear(&request->target);
    body_destroy(&request->body);
    free(request->values);
}
