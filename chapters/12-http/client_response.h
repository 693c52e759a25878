/**
 * @file client_response.h
 * @brief Chapter 12: what a server has answered: its head, and a body that is still to be read. Given.
 *
 *     await(my->response, client_session_get(&my->session, "http://localhost:8080/"));
 *     await(my->page, client_response_read(my->response));
 *     printf("%d, %zu bytes\n", my->response->status, my->page->size);
 *     finally {
 *         client_response_release(my->response);
 *     }
 *
 * The connection goes back as soon as the body was read to its end, and not before: what is left of it
 * would be taken for the answer to the next request.
 *
 * Mirrors `aiohttp.ClientResponse` (aiohttp/client_reqrep.py).
 */
#ifndef CLIENT_RESPONSE_H
#define CLIENT_RESPONSE_H

#include "body.h"
#include "tcp_connector.h"
#include "timeout.h"

/**
 * @brief A response. Allocated by client_session_request(); its caller must client_response_release() it
 * one day. The fields may be read.
 */
struct client_response {
    int status;            /**< 200, 404, ...: never one below 200. */
    const char *reason;    /**< The words behind it; for people, and often empty. */
    struct http_head head; /**< All of its head; its fields are `head.headers`. */
    struct url url;        /**< Where it came from, after all redirects. */
    int redirects;         /**< How many these were. */

    struct body body;                     /**< What is still to come. */
    struct client_connection *connection; /**< Where from; NULL once it was given back. */
    struct task *sending;                 /**< Sends the rest of the request; NULL: nobody. */
    double deadline;                      /**< The end of the time for all, on loop_time(). */
    size_t limit;     /**< So many bytes client_response_read() gives at most. */
    bool keeps_alive; /**< The server lets the connection be used again. */
    bool has_begun;   /**< At least one byte of it has come. */
};

/** @brief True if the status is below 400. Mirrors `response.ok`. */
bool client_response_ok(const struct client_response *response);

/** @brief The first field of that name, or NULL. Mirrors `response.headers.get(name)`. */
const char *client_response_header(const struct client_response *response, const char *name);

/**
 * @brief A coroutine that reads the whole body. Its result is a `struct bytes *`, valid until
 * client_response_release(); read again, it gives the same.
 *
 * Mirrors `await response.read()`. It raises EFBIG if the body has more bytes than the session's
 * `body_limit`; #INCOMPLETE_READ if the connection ended before the body; #BAD_MESSAGE or EMSGSIZE for bad
 * chunks; ETIMEDOUT; ECONNABORTED if the session was closed; the error of the connection; ENOMEM.
 */
struct coro *client_response_read(struct client_response *response);

/**
 * @brief As client_response_read(), but its result is a `char *`, with a 0 behind the last byte.
 *
 * Mirrors `await response.text()`, for UTF-8 and ASCII: nothing is decoded.
 */
struct coro *client_response_text(struct client_response *response);

/**
 * @brief A coroutine that gives what is there of the body, and waits only if there is nothing. Its
 * result is a `struct bytes *`, valid until the next call; empty at the end. For bodies of any size.
 *
 * Mirrors `await response.content.readany()`. It raises what client_response_read() does, but EFBIG.
 */
struct coro *client_response_readany(struct client_response *response);

/**
 * @brief The caller has no more use for @p response, which is freed. If its body was not read to its
 * end, the connection is closed. NULL is fine.
 *
 * Mirrors `response.release()`, and the end of `async with session.get(...)`.
 */
void client_response_release(struct client_response *response);

/* ---- For the session ------------------------------------------------------------------------- */

/**
 * @brief A coroutine that waits for the head of the answer to a request with @p method, which comes over
 * `response->connection`, and fills @p response with it. Interim answers (1xx) are passed over.
 *
 * It raises ECONNRESET if the connection ends before the first byte; #INCOMPLETE_READ if it ends later;
 * what http_parser_feed() and framing_of_response() do; #BAD_MESSAGE for an answer to what was not asked
 * (101); the error of the connection.
 */
struct coro *client_response_start(struct client_response *response, const char *method);

#endif
