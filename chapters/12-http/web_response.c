/*
 * Chapter 12: responses.
 *
 * Head and body are put together first, and sent with one call: to send a packet costs more than to copy
 * some kilobytes. A long body is sent in slices, and the next one waits until the client has taken
 * enough: however long it is, and however slow the client, what is unsent stays small.
 */
#include "web_response.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web_server.h"

/* ---- Making one ------------------------------------------------------------------------------ */

const char *web_status_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Unknown";
}

/* True for what can end a request. */
static bool is_final(int status)
{
    return status >= 200 && status <= 599;
}

/* One piece of memory for a response, SIZE bytes of body with a 0 behind them, and its type. */
static struct web_response *response_new(int status, const char *type, size_t size)
{
    const size_t type_size = type != NULL ? strlen(type) + 1 : 0;
    struct web_response *response =
        is_final(status) ? malloc(sizeof *response + size + 1 + type_size) : NULL;
    char *body;

    if (response == NULL)
        return NULL;
    body = (char *)(response + 1);
    *response = (struct web_response){.status = status, .body = body, .size = size};
    body[size] = '\0';
    if (type != NULL)
        response->type = memcpy(body + size + 1, type, type_size);
    return response;
}

struct web_response *web_response_bytes(int status, const char *type, const void *data, size_t size)
{
    struct web_response *response = response_new(status, type, size);

    if (response != NULL && size > 0)
        memcpy(response + 1, data, size);
    return response;
}

/* A response with a string; whoever made that may have had no memory for it. */
static struct web_response *response_with(int status, const char *type, const char *text)
{
    return text != NULL ? web_response_bytes(status, type, text, strlen(text)) : NULL;
}

struct web_response *web_response_text(int status, const char *text)
{
    return response_with(status, "text/plain; charset=utf-8", text);
}

struct web_response *web_response_json(int status, const char *json)
{
    return response_with(status, "application/json; charset=utf-8", json);
}

struct web_response *web_response_printf(int status, const char *format, ...)
{
    struct web_response *response;
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0)
        return NULL;
    response = response_new(status, "text/plain; charset=utf-8", (size_t)size);
    if (response == NULL)
        return NULL;
    va_start(arguments, format);
    vsnprintf((char *)(response + 1), (size_t)size + 1, format, arguments);
    va_end(arguments);
    return response;
}

struct web_response *web_response_stream(struct web_request *request, int status, const char *type)
{
    struct web_response *response = request->stream == NULL ? response_new(status, type, 0) : NULL;

    if (response == NULL)
        return NULL;
    response->request = request;
    response->chunked = request->head.minor > 0;
    response->closes = !response->chunked || !web_request_keeps(request);
    request->stream = response;
    return response;
}

struct web_response *web_response_refusal(struct web_request *request, int status)
{
    struct web_response *response =
        web_response_printf(status, "%d: %s\n", status, web_status_reason(status));
    char methods[128];

    if (status != 405 || response == NULL)
        return response;
    router_allowed(&request->app->router, request->target.raw, methods, sizeof methods);
    if (web_response_header(response, "Allow", methods) == 0)
        return response;
    web_response_release(response);
    return NULL;
}

int web_response_header(struct web_response *response, const char *name, const char *value)
{
    if (response == NULL)
        return EINVAL;
    if (response->begun)
        return EALREADY;
    return headers_set(&response->headers, name, value);
}

void web_response_release(struct web_response *response)
{
    if (response == NULL)
        return;
    if (response->request != NULL)
        response->request->stream = NULL;
    headers_clear(&response->headers);
    free(response);
}

/* ---- The head -------------------------------------------------------------------------------- */

/* The field Date. It changes once a second, and so is written once a second. */
static const char *date_field(struct web_application *app)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const time_t now = time(NULL);
    struct tm tm;

    if (now == app->date_time || gmtime_r(&now, &tm) == NULL)
        return app->date;
    app->date_time = now;
    snprintf(app->date, sizeof app->date, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
             days + 3 * tm.tm_wday, tm.tm_mday % 100, months + 3 * tm.tm_mon,
             (tm.tm_year + 1900) % 10000, tm.tm_hour % 100, tm.tm_min % 100, tm.tm_sec % 100);
    return app->date;
}

/* Puts TEXT behind what is there, unless something has failed before. */
static void put(struct buffer *out, int *error, const char *text)
{
    if (*error == 0)
        *error = buffer_append(out, text, strlen(text));
}

static void put_field(struct buffer *out, int *error, const char *name, const char *value)
{
    put(out, error, name);
    put(out, error, ": ");
    put(out, error, value);
    put(out, error, "\r\n");
}

/* Writes VALUE in decimal to the end of TEXT, which has 24 bytes. Returns where it begins. */
static const char *decimal(char *text, unsigned long long value)
{
    char *to = text + 23;

    *to = '\0';
    do
        *--to = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    return to;
}

/* "HTTP/1.1 200 OK" */
static void put_status_line(struct buffer *out, int *error, int status)
{
    char text[24];

    put(out, error, "HTTP/1.1 ");
    put(out, error, decimal(text, (unsigned long long)status));
    put(out, error, " ");
    put(out, error, web_status_reason(status));
    put(out, error, "\r\n");
}

/* True for a status whose responses have no body, and say nothing of its length. */
static bool has_no_body(int status)
{
    return status < 200 || status == 204 || status == 304;
}

bool web_response_closes(const struct web_response *response)
{
    return response->closes || headers_has_token(&response->headers, "Connection", "close");
}

/* The fields that say where the body ends, and what comes of the connection. */
static void put_framing(struct buffer *out, int *error, const struct web_response *response,
                        const struct web_request *request)
{
    char text[24];

    if (response->chunked && !has_no_body(response->status))
        put(out, error, "Transfer-Encoding: chunked\r\n");
    else if (response->request == NULL && !has_no_body(response->status))
        put_field(out, error, "Content-Length", decimal(text, response->size));
    if (web_response_closes(response))
        put(out, error, "Connection: close\r\n");
    else if (request->head.minor <= 0)
        put(out, error, "Connection: keep-alive\r\n");
}

/* True for the fields that are the server's own. */
static bool is_ours(const char *name)
{
    return text_same(name, "Content-Length") || text_same(name, "Transfer-Encoding") ||
           text_same(name, "Connection");
}

/* True if the type is to be sent: it is no field of its own, and would not become one. */
static bool says_type(const struct web_response *response)
{
    return response->type != NULL && headers_get(&response->headers, "Content-Type") == NULL &&
           value_is_clean(response->type, strlen(response->type));
}

/* Room for most heads: with it a response is put together in one piece of memory. */
#define HEAD_ROOM 200

/* Writes the head. */
static int put_head(struct buffer *out, const struct web_response *response,
                    const struct web_request *request)
{
    struct header field = {0};
    int error = 0;

    put_status_line(out, &error, response->status);
    if (says_type(response))
        put_field(out, &error, "Content-Type", response->type);
    put_framing(out, &error, response, request);
    if (headers_get(&response->headers, "Date") == NULL)
        put_field(out, &error, "Date", date_field(request->app));
    while (headers_next(&response->headers, &field))
        if (!is_ours(field.name))
            put_field(out, &error, field.name, field.value);
    put(out, &error, "\r\n");
    return error;
}

/* ---- Sending --------------------------------------------------------------------------------- */

/* One call of web_response_send() or web_response_write(). */
struct response_sending {
    struct coro coro;
    struct web_response *response;
    struct web_request *request;
    const char *data;
    size_t left;
    bool ends; /* the end of the body comes behind this */
    struct timeout timeout;
    int error;
};

/* Puts a slice of the body there, as a chunk if need be. */
static int sending_put_slice(struct response_sending *my, struct buffer *out, size_t size)
{
    char line[24];
    int error = 0;

    if (my->response->chunked && size > 0) {
        snprintf(line, sizeof line, "%zx\r\n", size);
        put(out, &error, line);
    }
    if (error == 0)
        error = buffer_append(out, my->data, size);
    if (my->response->chunked && size > 0)
        put(out, &error, "\r\n");
    my->data += size;
    my->left -= size;
    if (my->response->chunked && my->ends && my->left == 0)
        put(out, &error, "0\r\n\r\n");
    return error;
}

/* Sends the next slice, and the head before the first. */
static int sending_slice(struct response_sending *my)
{
    const size_t size = my->left < WEB_SLICE ? my->left : WEB_SLICE;
    const bool silent =
        has_no_body(my->response->status) || strcmp(my->request->method, "HEAD") == 0;
    struct buffer out = {0};
    int error = buffer_reserve(&out, HEAD_ROOM + size);

    if (error == 0 && !my->response->begun)
        error = put_head(&out, my->response, my->request);
    if (silent)
        my->left = 0;
    else if (error == 0)
        error = sending_put_slice(my, &out, size);
    if (error == 0) {
        my->response->begun = true;
        error = stream_writer_write(my->request->writer, buffer_data(&out), out.size);
    }
    buffer_clear(&out);
    return error;
}

/*
 * Must it wait for the client? If that has gone, drain says so, and nothing else would: what is written then
 * is dropped in silence.
 */
static bool sending_waits(const struct response_sending *my)
{
    const struct stream *stream = stream_of_writer(my->request->writer);

    return my->error == 0 && (stream->paused || stream->closing);
}

static void response_sending(struct coro *self)
{
    struct response_sending *my = (struct response_sending *)self;

    async (self) {
        if (my->error != 0)
            async_raise(my->error);
        do {
            my->error = sending_slice(my);
            if (sending_waits(my)) {
                asyncio_timeout (&my->timeout, my->request->app->write_timeout) {
                    await(stream_writer_drain(my->request->writer));
                }
            }
            if (my->error != 0)
                async_raise(my->error);
        } while (my->left > 0);
    }
}

struct coro *web_response_write(struct web_response *response, const void *data, size_t size)
{
    if (response == NULL || response->request == NULL)
        return coro(response_sending, .error = EINVAL);
    return coro(response_sending, .response = response, .request = response->request,
                .data = size > 0 ? data : "", .left = size);
}

struct coro *web_response_send(struct web_response *response, struct web_request *request)
{
    return coro(response_sending, .response = response, .request = request, .ends = true,
                .data = response->body, .left = response->size);
}
