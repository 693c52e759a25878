/**
 * @file streams.h
 * @brief Chapter 11: connecting, and serving.
 *
 * Mirrors `asyncio.open_connection()`, `asyncio.start_server()` and `asyncio.Server`
 * (asyncio/streams.py, asyncio/base_events.py).
 */
#ifndef STREAMS_H
#define STREAMS_H

#include "stream.h"

/* ---- Clients --------------------------------------------------------------------------------- */

/**
 * @brief A coroutine that connects to @p port (a number or a service's name) of @p host. Each of its
 * addresses is tried in turn. Its result is a `struct stream *`, which the caller must
 * stream_release() one day.
 *
 * Mirrors `asyncio.open_connection()`. @p host and @p port are copied. It raises the error of the last
 * address; EHOSTUNREACH if the name is not known.
 */
struct coro *asyncio_open_connection(const char *host, const char *port);

/** @brief As asyncio_open_connection(), to a unix socket. Mirrors `asyncio.open_unix_connection()`. */
struct coro *asyncio_open_unix_connection(const char *path);

/* ---- Servers --------------------------------------------------------------------------------- */

/** @brief How many sockets a server can listen on: one for each address of its host. */
#define SERVER_SOCKETS 4

/** @brief One socket that a server listens on. */
struct listening {
    int fd;                /**< Its descriptor. */
    struct handle handle;  /**< Called when somebody wants to connect. */
    struct timer again;    /**< Ends the pause after EMFILE. */
    struct server *server; /**< Whose it is. */
};

/**
 * @brief A server. Owned by whoever declares it, until server_wait_closed() has ended. The fields
 * belong to this library.
 *
 * Mirrors `asyncio.Server`.
 */
struct server {
    struct loop *loop; /**< Its loop. */

    /** Makes the coroutine that serves one client; it has both until it ends. */
    struct coro *(*handler)(struct stream_reader *reader, struct stream_writer *writer, void *arg);
    void *arg;                                  /**< For the handler. */
    struct listening listening[SERVER_SOCKETS]; /**< What it listens on. */
    int listening_count;                        /**< How many these are. */
    struct connection *connections;             /**< Its clients. */
    struct waiters closers;                     /**< Who waits in wait_closed. */
    struct future *forever;                     /**< Of server_serve_forever(). */
    bool closed;                                /**< It listens no more. */
};

/**
 * @brief A coroutine that makes @p server listen on @p port of @p host (NULL: all addresses of this
 * machine; port "0": a free one), and serve each client with what @p handler makes.
 *
 * A handler that fails is reported to the loop's exception handler, and its connection is closed; the
 * server goes on.
 *
 * Mirrors `asyncio.start_server()`. It raises EADDRINUSE, EACCES, ... with no socket left open.
 */
struct coro *asyncio_start_server(struct server *server,
                                  struct coro *(*handler)(struct stream_reader *reader,
                                                          struct stream_writer *writer, void *arg),
                                  void *arg, const char *host, const char *port);

/** @brief As asyncio_start_server(), on a unix socket. A stale one at @p path is replaced. */
struct coro *asyncio_start_unix_server(struct server *server,
                                       struct coro *(*handler)(struct stream_reader *reader,
                                                               struct stream_writer *writer,
                                                               void *arg),
                                       void *arg, const char *path);

/** @brief A coroutine that waits until it is cancelled, and closes @p server then. Mirrors `serve_forever()`. */
struct coro *server_serve_forever(struct server *server);

/** @brief Stops listening. Clients that are connected stay. Twice is fine. Mirrors `server.close()`. */
void server_close(struct server *server);

/** @brief A coroutine that waits until it is closed and its clients are gone. Mirrors `wait_closed()`. */
struct coro *server_wait_closed(struct server *server);

/** @brief The port that @p server listens on. Mirrors `server.sockets[0].getsockname()[1]`. */
int server_port(const struct server *server);

#endif
