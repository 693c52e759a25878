/**
 * @file web_request.h
 * @brief Chapter 12: a request, as a handler sees it.
 *
 * Mirrors aiohttp's `web.Request`.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "body.h"
#include "router.h"
#include "stream.h"
#include "target.h"

struct web_application;
struct web_response;

/** @brief A request. The server's, and alive until its response was sent. */
struct web_request {
    struct web_application *app;   /**< Whose; `app->data` is the program's. */
    const char *method;            /**< "GET". */
    const char *path;              /**< The path, decoded: "/café". */
    struct http_head head;         /**< The first line and the fields. */
    struct target target;          /**< The path and the query. */
    struct framing framing;        /**< Where the body ends. */
    struct body body;              /**< The body. */
    struct route_match match;      /**< What the names in the route's path stand for. */
    char *values;                  /**< The same, decoded; NULL: there are none. */
    const struct web_route *route; /**< The route; NULL if there is none. */
    struct stream_writer *writer;  /**< Of the connection. */
    struct web_response *stream;   /**< The stream that answers it; NULL: none does. */
    struct http_parser parser;     /**< Reads the head. */
    int status;                    /**< The body was refused: the status of the answer. */
    bool expects;                  /**< The client waits for "100 Continue". */
};

/**
 * @brief The segment that "{name}" in the route's path stands for, decoded; NULL: no such name. It may be
 * anything but empty, ".." and "a/b", too: whoever opens files must look.
 *
 * Mirrors `request.match_info[name]`.
 */
const char *web_request_match(const struct web_request *request, const char *name);

/** @brief A parameter of the query, decoded; NULL: it is not there. Mirrors `request.query.get(name)`. */
const char *web_request_query(struct web_request *request, const char *name);

/** @brief A header field; NULL: it is not there. Mirrors `request.headers.get(name)`. */
const char *web_request_header(const struct web_request *request, const char *name);

/**
 * @brief A coroutine that reads the whole body. Its result is a `struct bytes *`, with a 0 behind it;
 * read again, it gives the same.
 *
 * It raises EFBIG for a body above the application's `body_limit`, #BAD_MESSAGE or EMSGSIZE for bad
 * chunks, #INCOMPLETE_READ if the client left, ETIMEDOUT if it takes longer than `body_timeout`. A
 * handler may let them pass: the server answers with 413, 400 or 408.
 *
 * Mirrors `request.read()`.
 */
struct coro *web_request_read(struct web_request *request);

/**
 * @brief A coroutine that reads what is there of the body: a `struct bytes *`, empty at the end, valid
 * until the next. There is no limit to all of it. It raises as web_request_read() does, but for EFBIG.
 *
 * Mirrors `request.content.readany()`.
 */
struct coro *web_request_read_some(struct web_request *request);

/** @brief For the server: a request of @p app that is still to come from @p reader. */
void web_request_init(struct web_request *request, struct web_application *app,
                      struct stream_reader *reader, struct stream_writer *writer);

/**
 * @brief For the server: the head is complete: looks at the target, the framing and the routes.
 *
 * @return 0, or the status to refuse it with: 400, 404, 405, 417, 500 or 501.
 */
int web_request_prepare(struct web_request *request);

/** @brief For the server: true if the connection may be used again behind this request and its answer. */
bool web_request_keeps(const struct web_request *request);

/** @brief For the server: gives its memory back. */
void web_request_destroy(struct web_request *request);

#endif
