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

/**
 * @brief A coroutine that makes a stream of @p fd, a stream socket that is connected, as
 * asyncio_open_connection() does. @p fd is taken over: after an error it is closed.
 *
 * Mirrors `asyncio.open_connection(sock=...)`. It raises EINVAL for another kind of socket, ENOTSOCK, ...
 */
struct coro *asyncio_open_connection_socket(int fd);

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
 * @brief A server. Owned by whoever declares it. It must stay where it is, and alive, until server_close()
 * and the end of every coroutine that was made for it: close it in a `finally`. Its clients go on without
 * it. All zero it is closed. The fields belong to this library.
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
    unsigned number;                            /**< By which its clients know it. */
    struct future *forever;                     /**< Of server_serve_forever(). */
    bool serving;                               /**< It accepts clients. */
    bool closed;                                /**< It listens no more. */
};

/**
 * @brief A coroutine that makes @p server listen on @p port of @p host (NULL: all addresses of this
 * machine; port "0": a free one), and serve each client with what @p handler makes. Of more than
 * #SERVER_SOCKETS addresses it takes the first ones.
 *
 * When a handler has ended, its connection is closed; one that fails is reported to the loop's exception
 * handler, too. The server goes on.
 *
 * Mirrors `asyncio.start_server()`. It raises EADDRINUSE, EACCES, ... with no socket left open.
 */
struct coro *asyncio_start_server(struct server *server,
                                  struct coro *(*handler)(struct stream_reader *reader,
                                                          struct stream_writer *writer, void *arg),
                                  void *arg, const char *host, const char *port);

/**
 * @brief As asyncio_start_server(), but no client can connect before server_start_serving().
 *
 * Mirrors `asyncio.start_server(start_serving=False)`.
 */
struct coro *asyncio_create_server(struct server *server,
                                   struct coro *(*handler)(struct stream_reader *reader,
                                                           struct stream_writer *writer, void *arg),
                                   void *arg, const char *host, const char *port);

/**
 * @brief As asyncio_start_server(), on a unix socket at @p path, which is copied. A socket that is left
 * there is replaced; any other file is not, EADDRINUSE. The file stays when the server is closed.
 *
 * Mirrors `asyncio.start_unix_server()`. It raises ENAMETOOLONG, too.
 */
struct coro *asyncio_start_unix_server(struct server *server,
                                       struct coro *(*handler)(struct stream_reader *reader,
                                                               struct stream_writer *writer,
                                                               void *arg),
                                       void *arg, const char *path);

/**
 * @brief As asyncio_start_server(), on @p fd, a stream socket that is bound. It is taken over: after an
 * error it is closed.
 *
 * Mirrors `asyncio.start_server(sock=...)`. It raises EINVAL for another kind of socket, ENOTSOCK, ...
 */
struct coro *asyncio_start_server_socket(struct server *server,
                                         struct coro *(*handler)(struct stream_reader *reader,
                                                                 struct stream_writer *writer,
                                                                 void *arg),
                                         void *arg, int fd);

/**
 * @brief Begins to serve. Twice is fine. Mirrors `server.start_serving()`.
 *
 * @return 0; EBADF if it is closed; or an error of listen() or loop_add_reader().
 */
int server_start_serving(struct server *server);

/**
 * @brief A coroutine that serves until it is cancelled, or @p server closed, which ends it with
 * ECANCELED, too. It closes @p server then, but not its clients.
 *
 * Mirrors `server.serve_forever()`. It raises EBADF if the server is closed already, EALREADY if it
 * is served like that already.
 */
struct coro *server_serve_forever(struct server *server);

/** @brief Stops listening. Clients that are connected stay. Twice is fine. Mirrors `server.close()`. */
void server_close(struct server *server);

/** @brief Closes the streams of all its clients. Mirrors `server.close_clients()`. */
void server_close_clients(struct server *server);

/** @brief Aborts the streams of all its clients. Mirrors `server.abort_clients()`. */
void server_abort_clients(struct server *server);

/** @brief True while it accepts clients. Mirrors `server.is_serving()`. */
bool server_is_serving(const struct server *server);

/**
 * @brief A coroutine that waits until @p server is closed, and the streams of all its clients are.
 *
 * Mirrors `server.wait_closed()`.
 */
struct coro *server_wait_closed(struct server *server);

/** @brief The port that @p server listens on; 0: none. Mirrors `server.sockets[0].getsockname()[1]`. */
int server_port(const struct server *server);

/**
 * @brief The address that @p server listens on, the first if there are more: see
 * stream_writer_get_sockname(). Mirrors `server.sockets[0].getsockname()`.
 *
 * @return 0; EBADF if it is closed; ENOSPC if the text has no room.
 */
int server_get_sockname(const struct server *server, char *text, size_t size);

/* ---- For whoever starts a server ------------------------------------------------------------- */

/** @brief Makes @p server one of the running loop, which listens nowhere. */
void server_init(struct server *server,
                 struct coro *(*handler)(struct stream_reader *reader, struct stream_writer *writer,
                                         void *arg),
                 void *arg);

/** @brief @p server takes @p fd over, a socket that is bound. There is room: see #SERVER_SOCKETS. */
void server_adopt(struct server *server, int fd);

#endif
