/**
 * @file client.h
 * @brief Chapter 12: an HTTP client: a session sends requests, and keeps its connections for the next ones.
 *
 *     client_session_init(&my->session);
 *     await(my->response, client_session_get(&my->session, "http://localhost:8080/"));
 *     await(my->text, client_response_text(my->response));
 *     printf("%d: %s\n", my->response->status, my->text);
 *     finally {
 *         client_response_release(my->response);
 *         await(client_session_close(&my->session));
 *     }
 *
 * It speaks HTTP/1.1 over TCP: no TLS, no cookies, no compression.
 *
 * Mirrors `aiohttp.ClientSession` (aiohttp/client.py).
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "client_response.h"

/** @brief The time for one request with its response, in seconds, as in aiohttp. */
#define CLIENT_TIMEOUT 300.0

/** @brief The time to connect, in seconds. */
#define CLIENT_CONNECT_TIMEOUT 30.0

/** @brief So many redirects are followed, as in aiohttp. */
#define CLIENT_REDIRECTS 10

/** @brief So many bytes client_response_read() gives: 64 MiB. */
#define CLIENT_BODY_LIMIT ((size_t)1 << 26)

/**
 * @brief A client. Owned by whoever declares it, in one place from client_session_init() until
 * client_session_close() has ended. The fields may be changed before the first request.
 *
 * Mirrors `aiohttp.ClientSession`.
 */
struct client_session {
    struct tcp_connector
        connector;          /**< Its connections: their limits, and how long they are kept. */
    struct headers headers; /**< Sent with each request that has none of that name. */
    double timeout; /**< For one request with its response, redirects included, in seconds. */
    double
        connect_timeout; /**< For one try to connect, in seconds; NO_TIMEOUT: only the other counts. */
    int max_redirects; /**< So many redirects are followed, at most. */
    size_t body_limit; /**< So many bytes client_response_read() gives at most. */
};

/**
 * @brief What is asked for. The arguments of client_session_request(), by name; only `url` must be given.
 *
 * Texts and fields are copied. What `data`, `text` and `source_arg` point to is not: it must stay until
 * the request fails, the body of the response was read, or the response is released. A server may answer
 * early: a source that is not at its end then is cancelled with the end of the response, and sees that
 * in the next iteration. `source_arg` must stay until it has.
 */
struct client_request {
    const char *method;           /**< NULL: "GET". */
    const char *url;              /**< "http://host[:port]/path?query". */
    const struct header *headers; /**< Fields, up to one without a name; NULL: none. */
    const void *data;             /**< The body. */
    size_t size;                  /**< So many bytes it has. */
    const char *text;             /**< The body, in place of `data`: a string. */

    /**
     * The body, in place of `data`, if its size is not known: each coroutine that this makes gives a
     * `struct bytes *`, the next piece; an empty one is the end. It is sent in chunks.
     */
    struct coro *(*source)(void *arg);
    void *source_arg; /**< For `source`. */
    double timeout;   /**< In seconds; 0: that of the session. */
    bool stay;        /**< A redirect is not followed: it is the response. */
};

/**
 * @brief Makes @p session a client with nothing sent yet.
 *
 * Mirrors `aiohttp.ClientSession()`.
 */
void client_session_init(struct client_session *session);

/**
 * @brief A coroutine that sends a request and waits for the head of the response. Its result is a `struct
 * client_response *`, which the caller must client_response_release().
 *
 *     client_session_request(&my->session, .method = "DELETE", .url = url, .timeout = 5)
 *
 * Host, Accept, User-Agent and what tells the size of the body are sent as needed; Content-Type with a
 * body, if there is none: text/plain for `text`, application/octet-stream for the rest.
 *
 * A redirect (301, 302, 303, 307, 308 with a Location) is followed. A request whose connection had been
 * used before and ends without a byte of an answer is sent again, once, over a new one, if its method
 * allows that (GET, HEAD, OPTIONS, TRACE, PUT, DELETE): the server had closed it while nobody used it.
 *
 * It raises EINVAL for a URL, a method or a field that is none, or a field that is the client's own
 * business (Host, Connection, Content-Length, Transfer-Encoding); EPROTONOSUPPORT if the URL is not
 * http, or the coding of the body is unknown; what asyncio_open_connection() does; ETIMEDOUT;
 * ECONNRESET if the server closes without an answer; #INCOMPLETE_READ if it closes within the head;
 * #BAD_MESSAGE or EMSGSIZE for a head that is malformed or too long; ELOOP after too many redirects;
 * ESPIPE if a body from a source would have to be sent again; ESHUTDOWN if the session is closed,
 * ECONNABORTED if it is meanwhile; the error of the source; ENOMEM.
 *
 * Mirrors `session.request(method, url, ...)`.
 */
#define client_session_request(session, ...)                                                       \
    client_session_send(session, &(const struct client_request){__VA_ARGS__})

/** @brief As client_session_request(): `client_session_get(session, url)`, and what else is to be named. */
#define client_session_get(session, ...)                                                           \
    client_session_request(session, .method = "GET", .url = __VA_ARGS__)

/** @brief As client_session_get(), with HEAD: the response has no body. */
#define client_session_head(session, ...)                                                          \
    client_session_request(session, .method = "HEAD", .url = __VA_ARGS__)

/** @brief As client_session_get(), with POST: `client_session_post(session, url, .text = "a=b")`. */
#define client_session_post(session, ...)                                                          \
    client_session_request(session, .method = "POST", .url = __VA_ARGS__)

/** @brief As client_session_get(), with PUT. */
#define client_session_put(session, ...)                                                           \
    client_session_request(session, .method = "PUT", .url = __VA_ARGS__)

/** @brief As client_session_get(), with DELETE. */
#define client_session_delete(session, ...)                                                        \
    client_session_request(session, .method = "DELETE", .url = __VA_ARGS__)

/** @brief What client_session_request() calls. */
struct coro *client_session_send(struct client_session *session,
                                 const struct client_request *request);

/**
 * @brief Closes all connections of @p session, in this very call, those of responses too: to read one
 * raises ECONNABORTED then. Requests under way raise that, or ESHUTDOWN. Twice is fine.
 *
 * @return a coroutine that waits until no request has anything to do with @p session any more, and the
 *         descriptors are closed. With no request under way it may be dropped. NULL: no memory for it.
 *
 * Mirrors `session.close()`.
 */
struct coro *client_session_close(struct client_session *session);

#endif
