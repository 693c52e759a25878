/*
 * Chapter 12: how a client sends a request.
 *
 * Head and short body go out in one piece, which the kernel takes at once. What is longer is sent by a
 * task of its own: a server may answer before it has read everything, and would wait for us to read as
 * we wait for it.
 */
#include "client_request.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A body of so many bytes is sent with the head. */
#define SHORT_BODY ((size_t)65536)

/* So much of a longer one is written at once. */
#define PIECE ((size_t)65536)

/* ---- What is sent ---------------------------------------------------------------------------- */

/* The fields that the client itself must get right. */
static bool is_own_business(const char *name)
{
    static const char *const names[] = {"Host", "Connection", "Content-Length",
                                        "Transfer-Encoding"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_same(name, names[i]))
            return true;
    return false;
}

/* True if the method is one of METHODS, behind which stands a NULL. Methods know capitals. */
static bool has_method(const struct outgoing *outgoing, const char *const *methods)
{
    for (; *methods != NULL; methods++)
        if (strcmp(outgoing->method, *methods) == 0)
            return true;
    return false;
}

bool outgoing_is_idempotent(const struct outgoing *outgoing)
{
    static const char *const methods[] = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", NULL};

    return has_method(outgoing, methods);
}

/* To these methods a body means nothing, so that there is none need not be said. */
static bool expects_no_body(const struct outgoing *outgoing)
{
    static const char *const methods[] = {"GET", "HEAD", "OPTIONS", "TRACE", NULL};

    return has_method(outgoing, methods);
}

static int outgoing_take_method(struct outgoing *outgoing, const char *method)
{
    size_t size = strlen(method);

    if (size == 0 || token_size(method, size) != size || size >= sizeof outgoing->method)
        return EINVAL;
    strcpy(outgoing->method, method);
    return strcmp(method, "CONNECT") == 0 ? EINVAL : 0;
}

static int outgoing_add(struct outgoing *outgoing, const struct header *field)
{
    if (is_own_business(field->name) || field->value == NULL)
        return EINVAL;
    return headers_add(&outgoing->headers, field->name, field->value);
}

/* The fields of the request, and those of the session that the request has not. */
static int outgoing_take_headers(struct outgoing *outgoing, const struct header *own,
                                 const struct headers *others)
{
    struct headers all = {0};
    struct header field = {0};
    int error = 0;

    for (; error == 0 && own != NULL && own->name != NULL; own++)
        error = outgoing_add(outgoing, own);
    while (error == 0 && headers_next(others, &field))
        if (headers_get(&outgoing->headers, field.name) == NULL)
            error =
                is_own_business(field.name) ? EINVAL : headers_add(&all, field.name, field.value);
    field = (struct header){0};
    while (error == 0 && headers_next(&all, &field))
        error = headers_add(&outgoing->headers, field.name, field.value);
    headers_clear(&all);
    return error;
}

/* Adds a field, unless it is there. */
static int outgoing_default(struct outgoing *outgoing, const char *name, const char *value)
{
    if (headers_get(&outgoing->headers, name) != NULL)
        return 0;
    return headers_add(&outgoing->headers, name, value);
}

static int outgoing_take_defaults(struct outgoing *outgoing, const char *type)
{
    int error = outgoing_default(outgoing, "Accept", "*/*");

    if (error == 0)
        error = outgoing_default(outgoing, "Accept-Encoding", "identity");
    if (error == 0)
        error = outgoing_default(outgoing, "User-Agent", "libasyncio");
    if (error == 0 && (outgoing->size > 0 || outgoing->source != NULL))
        error = outgoing_default(outgoing, "Content-Type", type);
    return error;
}

int outgoing_init(struct outgoing *outgoing, const struct client_session *session,
                  const struct client_request *request)
{
    const bool is_text = request->text != NULL;
    int error;

    *outgoing = (struct outgoing){.data = is_text ? request->text : request->data,
                                  .size = is_text ? strlen(request->text) : request->size,
                                  .source = request->source,
                                  .source_arg = request->source_arg};
    error = request->url != NULL ? url_parse(&outgoing->url, request->url) : EINVAL;
    if (error == 0)
        error = outgoing_take_method(outgoing, request->method != NULL ? request->method : "GET");
    if (error == 0)
        error = outgoing_take_headers(outgoing, request->headers, &session->headers);
    if (error == 0)
        error = outgoing_take_defaults(outgoing, is_text ? "text/plain; charset=utf-8"
                                                         : "application/octet-stream");
    return error;
}

void outgoing_drop_sending(struct outgoing *outgoing)
{
    task_release(outgoing->sending);
    outgoing->sending = NULL;
}

void outgoing_destroy(struct outgoing *outgoing)
{
    outgoing_drop_sending(outgoing);
    url_destroy(&outgoing->url);
    headers_clear(&outgoing->headers);
}

void outgoing_drop_body(struct outgoing *outgoing)
{
    outgoing->data = NULL;
    outgoing->size = 0;
    outgoing->source = NULL;
    outgoing->source_used = false; /* what is sent from now on can be sent again */
    headers_remove(&outgoing->headers, "Content-Type");
    headers_remove(&outgoing->headers, "Content-Encoding");
}

/* ---- The body, by a task --------------------------------------------------------------------- */

/* Sends a body. It has copies of all that it needs: whoever began it may be gone. */
struct sending_body {
    struct coro coro;
    struct stream *stream; /* held */
    const char *data;
    size_t size;
    struct coro *(*source)(void *arg);
    void *source_arg;
    struct bytes *piece;
    int error;
};

/* One piece of a body whose size is known. */
static int sending_write(struct sending_body *my)
{
    size_t size = my->size < PIECE ? my->size : PIECE;
    int error = stream_writer_write(&my->stream->writer, my->data, size);

    my->data += size;
    my->size -= size;
    return error;
}

/* One piece of a body whose size is not known: its size, and then itself; at the end, nothing. */
static int sending_write_chunk(struct sending_body *my)
{
    struct stream_writer *writer = &my->stream->writer;
    size_t size = my->piece != NULL ? my->piece->size : 0;
    char line[32];
    int error, length = snprintf(line, sizeof line, "%zx\r\n", size);

    error = stream_writer_write(writer, line, (size_t)length);
    if (error == 0 && size > 0)
        error = stream_writer_write(writer, my->piece->data, size);
    return error == 0 ? stream_writer_write(writer, "\r\n", 2) : error;
}

/*
 * The body cannot be sent to its end: whoever waits for the answer is told why. A connection that is over
 * tells that itself; and before it was, an answer may have come.
 */
static void sending_fails(struct sending_body *my)
{
    if (stream_writer_is_closing(&my->stream->writer))
        return;
    stream_reader_set_exception(&my->stream->reader,
                                my->error != ECANCELED ? my->error : ECONNABORTED);
    stream_writer_abort(&my->stream->writer);
}

/* True until the last piece was written. */
static bool sending_goes_on(const struct sending_body *my)
{
    if (my->error != 0)
        return false;
    return my->source != NULL ? my->piece != NULL && my->piece->size > 0 : my->size > 0;
}

static void sending_body(struct coro *self)
{
    struct sending_body *my = (struct sending_body *)self;

    async (self) {
        do {
            if (my->source != NULL)
                await_catch(my->error, my->piece, my->source(my->source_arg));
            if (my->error == 0)
                my->error = my->source != NULL ? sending_write_chunk(my) : sending_write(my);
            if (my->error == 0)
                await_catch(my->error, stream_writer_drain(&my->stream->writer));
            if (my->error == 0)
                await_catch(my->error, asyncio_sleep(0)); /* an answer may have come: look */
        } while (sending_goes_on(my));
        if (my->error != 0) {
            sending_fails(my);
            async_raise(my->error);
        }
        finally
        {
            stream_release(my->stream);
        }
    }
}

/* Makes the task. NULL: no memory. */
static struct task *send_body(struct outgoing *outgoing, struct stream *stream)
{
    struct coro *made = coro(sending_body, .coro.frame.cleans_up = true, .stream = stream,
                             .data = outgoing->data, .size = outgoing->size,
                             .source = outgoing->source, .source_arg = outgoing->source_arg);
    struct task *task;

    if (made == NULL)
        return NULL;
    stream_hold(stream);
    task = asyncio_create_task(made);
    if (task == NULL)
        return NULL;
    future_mute(&task->future); /* the connection tells of its errors */
    outgoing->source_used = outgoing->source != NULL;
    outgoing_drop_sending(outgoing); /* this is the second try */
    outgoing->sending = task;
    task_hold(task);
    return task;
}

/* ---- The head -------------------------------------------------------------------------------- */

/* Puts a string there. */
static void put(struct buffer *text, const char *string, int *error)
{
    if (*error == 0)
        *error = buffer_append(text, string, strlen(string));
}

static void put_field(struct buffer *text, const char *name, const char *value, int *error)
{
    put(text, name, error);
    put(text, ": ", error);
    put(text, value, error);
    put(text, "\r\n", error);
}

/* How the server finds the end of the body. */
static void put_framing(struct buffer *text, const struct outgoing *outgoing, int *error)
{
    char digits[32];

    if (outgoing->source != NULL) {
        put_field(text, "Transfer-Encoding", "chunked", error);
    } else if (outgoing->size > 0 || !expects_no_body(outgoing)) {
        snprintf(digits, sizeof digits, "%zu", outgoing->size);
        put_field(text, "Content-Length", digits, error);
    }
}

/* All of it up to the body. */
static int put_head(struct buffer *text, const struct outgoing *outgoing, bool closes)
{
    struct header field = {0};
    int error = 0;

    put(text, outgoing->method, &error);
    put(text, " ", &error);
    put(text, outgoing->url.target, &error);
    put(text, " HTTP/1.1\r\n", &error);
    put_field(text, "Host", outgoing->url.authority, &error);
    while (headers_next(&outgoing->headers, &field))
        put_field(text, field.name, field.value, &error);
    put_framing(text, outgoing, &error);
    if (closes)
        put_field(text, "Connection", "close", &error);
    put(text, "\r\n", &error);
    return error;
}

int outgoing_send(struct outgoing *outgoing, struct stream *stream, bool closes,
                  struct task **sending)
{
    const bool is_long = outgoing->source != NULL || outgoing->size > SHORT_BODY;
    struct buffer text = {0};
    int error = put_head(&text, outgoing, closes);

    *sending = NULL;
    if (error == 0 && !is_long)
        error = buffer_append(&text, outgoing->data, outgoing->size);
    if (error == 0)
        error = stream_writer_write(&stream->writer, buffer_data(&text), text.size);
    buffer_clear(&text);
    if (error == 0 && is_long) {
        *sending = send_body(outgoing, stream);
        error = *sending != NULL ? 0 : ENOMEM;
    }
    return error;
}
