/**
 * @file web_response.h
 * @brief Chapter 12: what a handler answers.
 *
 * Mirrors aiohttp's `web.Response` and `web.StreamResponse`.
 */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web_request.h"

/** @brief What a long response is sent in: so many bytes, then a drain. */
#define WEB_SLICE ((size_t)65536)

/**
 * @brief A response. Allocated by the functions below; whoever has it frees it with
 * web_response_release(), or gives it to the server as the result of a handler.
 */
struct web_response {
    int status;                  /**< 200 to 599. */
    const char *type;            /**< Content-Type, or NULL. Behind the body, in the same memory. */
    const char *body;            /**< The bytes. */
    size_t size;                 /**< How many. */
    struct headers headers;      /**< Further fields. */
    struct web_request *request; /**< Of a stream: whose answer it is. NULL: not a stream. */
    bool chunked;                /**< Of a stream: it is sent in chunks. */
    bool begun;                  /**< The head is sent. */
    bool closes;                 /**< The connection ends behind it. */
};

/**
 * @brief A response with @p text, which is copied, as text/plain.
 *
 * Mirrors `web.Response(text=..., status=...)`. @return NULL if there is no memory, @p text is NULL, or
 * @p status is not from 200 to 599: a handler may return that; the answer is 500.
 */
struct web_response *web_response_text(int status, const char *text);

/** @brief As web_response_text(), as printf() writes it. */
struct web_response *web_response_printf(int status, const char *format, ...);

/** @brief As web_response_text(), as application/json. Mirrors `web.json_response()`. */
struct web_response *web_response_json(int status, const char *json);

/**
 * @brief A response with @p size bytes, copied, of that type. With NULL, or a type in which there is a line's end
 * or another control, it has no Content-Type. @return as web_response_text().
 */
struct web_response *web_response_bytes(int status, const char *type, const void *data,
                                        size_t size);

/**
 * @brief Sets a header field, in place of others of that name. Content-Type takes the
 * place of the one that the response was made with. Content-Length and Transfer-Encoding are the
 * server's, and not sent from here; "Connection: close" ends the connection.
 *
 * Mirrors `response.headers[name] = value`.
 *
 * @return 0; EINVAL if the name is no name, or the value has a line's end or another control in it, by
 *         which it could add fields of its own; ENOMEM; EALREADY if the head is sent; EINVAL if
 *         @p response is NULL.
 */
int web_response_header(struct web_response *response, const char *name, const char *value);

/**
 * @brief A response to @p request whose body is still to come, from web_response_write(): in chunks, or
 * for HTTP/1.0 up to the end of the connection. The handler returns it when it has written all; if it
 * fails before that, the server frees it and breaks the connection off. NULL: no memory, or @p request
 * has one already.
 *
 * Mirrors `web.StreamResponse()`.
 */
struct web_response *web_response_stream(struct web_request *request, int status, const char *type);

/**
 * @brief A coroutine that sends @p size bytes of a stream, which must stay alive, and before the first
 * its head; then it drains. None is fine: it sends the head.
 *
 * Mirrors `response.write(data)`. It raises the error of the connection; ETIMEDOUT if the client takes
 * nothing for `write_timeout`; EINVAL if it is no stream, or NULL; ENOMEM.
 */
struct coro *web_response_write(struct web_response *response, const void *data, size_t size);

/** @brief Frees it. NULL is fine. */
void web_response_release(struct web_response *response);

/** @brief The words for a status: "Not Found". */
const char *web_status_reason(int status);

/**
 * @brief For the server: a coroutine that sends all of @p response to @p request, or the end of a stream. It
 * raises as web_response_write() does.
 */
struct coro *web_response_send(struct web_response *response, struct web_request *request);

/** @brief For the server: true if @p response ends the connection, by itself or by its field Connection. */
bool web_response_closes(const struct web_response *response);

/**
 * @brief For the server: the response to @p request that says no more than @p status; to 405 belongs the
 * field Allow. NULL: there is no memory.
 */
struct web_response *web_response_refusal(struct web_request *request, int status);

#endif
