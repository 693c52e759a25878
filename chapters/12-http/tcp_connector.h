/**
 * @file tcp_connector.h
 * @brief Chapter 12: the connections of a client: how many there may be, and which are used again.
 *
 * To connect costs a round trip, and a server some memory; so a connection that has answered is kept
 * for the next request to the same host and port. Nobody is told when it goes stale: the server may
 * have closed it meanwhile. What is idle is watched, and looked at again before it is used.
 *
 * Mirrors `aiohttp.TCPConnector` (aiohttp/connector.py).
 */
#ifndef TCP_CONNECTOR_H
#define TCP_CONNECTOR_H

#include "streams.h"
#include "url.h"

/** @brief How many connections there may be, in use and idle, as in aiohttp. */
#define CONNECTOR_LIMIT ((size_t)100)

/** @brief How long a connection may be idle, in seconds, as in aiohttp. */
#define CONNECTOR_KEEPALIVE 15.0

struct client_host;        /* one host and port that connections lead to, in tcp_connector.c */
struct getting_connection; /* one call of tcp_connector_connect(), in tcp_connector.c */

/**
 * @brief A connection to a server. Allocated by tcp_connector_connect(), in whose caller's hands it is
 * until client_connection_release().
 *
 * Mirrors `aiohttp.connector.Connection`.
 */
struct client_connection {
    struct tcp_connector *connector; /**< Whose it is; NULL once that is closed. */
    struct client_host *host;        /**< Where it leads to. */
    struct stream *stream;           /**< The connection itself; held. */
    struct client_connection *older; /**< Neighbours in the list that it is in. */
    struct client_connection *newer; /**< See older. */
    bool reused;                     /**< It has served a request before. */
    double idle_since;               /**< Since when nobody uses it, on loop_time(). */
    struct handle on_news;           /**< Called then. */
};

/** @brief Connections in the order in which they were put here. */
struct client_connections {
    struct client_connection *oldest; /**< The first that was put here. NULL: there are none. */
    struct client_connection *newest; /**< The last. */
    size_t count;                     /**< How many there are. */
};

/**
 * @brief The connections of a client. Owned by whoever declares it, in one place until the coroutine of
 * tcp_connector_close() has ended. The first four fields may be changed before it is used; the others belong to
 * this library.
 */
struct tcp_connector {
    size_t limit;             /**< So many connections at once, idle ones included; 0: no limit. */
    size_t limit_per_host;    /**< So many in use at once for one host and port; 0: no limit. */
    double keepalive_timeout; /**< So many seconds a connection may be idle. */
    bool force_close;         /**< No connection is used again. */

    struct loop *loop;                /**< Its loop. */
    struct client_host *hosts;        /**< Hosts with connections, or with somebody who waits. */
    size_t places;                    /**< How many are in use, or about to be made. */
    struct client_connections in_use; /**< Those that somebody has. */
    struct client_connections idle;   /**< Those that nobody has. */
    struct waiters line;              /**< Who waits for a place. */
    struct getting_connection
        *getting;           /**< Calls of tcp_connector_connect() that have not ended. */
    struct waiters closing; /**< Who waits for these to end, to be gone. */
    struct timer timer;     /**< Ends the time of the oldest idle one. */
    bool closed;            /**< No connection is made any more. */
};

/**
 * @brief Makes @p connector an empty one of the running loop.
 *
 * Mirrors `aiohttp.TCPConnector()`.
 */
void tcp_connector_init(struct tcp_connector *connector);

/**
 * @brief A coroutine that gives a connection to the host and port of @p url: an idle one unless @p
 * is_new, else a new one. Its result is a `struct client_connection *`. @p url must stay until it ends.
 *
 * With no place free it stands in line; first come, first served, but nobody waits behind one whose host
 * alone is full. To connect may take @p timeout seconds.
 *
 * It raises ESHUTDOWN if the connector is closed; ETIMEDOUT; ENOMEM; what asyncio_open_connection() does.
 *
 * Mirrors `connector.connect()`.
 */
struct coro *tcp_connector_connect(struct tcp_connector *connector, const struct url *url,
                                   bool is_new, double timeout);

/**
 * @brief Gives @p connection back. If @p keep, the next request may use it: then nothing of an answer may
 * be left in it. Else it is closed, and what was not sent is dropped.
 *
 * Mirrors `connection.release()` and `connection.close()`.
 */
void client_connection_release(struct client_connection *connection, bool keep);

/**
 * @brief Closes @p connector and all its connections, those in use too, in this very call. Whoever stands
 * in line, or is connecting, gets ESHUTDOWN some iterations later. Twice is fine.
 *
 * @return a coroutine that waits until they have got that, and the descriptors are closed. If nobody has
 *         anything to do with @p connector any more, it may be dropped. NULL: no memory.
 *
 * Mirrors `connector.close()`.
 */
struct coro *tcp_connector_close(struct tcp_connector *connector);

#endif
