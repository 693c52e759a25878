/**
 * @file web_connection.h
 * @brief Chapter 12: the connections of a web application. Given; web_serve() is what uses it.
 *
 * Mirrors aiohttp's `web_protocol.RequestHandler`.
 */
#ifndef WEB_CONNECTION_H
#define WEB_CONNECTION_H

#include "web_server.h"

/**
 * @brief What asyncio_start_server() calls for each client of an application, which is @p arg. The coroutine
 * answers one request after the other, and is in `app->connections` from its first step to its end.
 *
 * It closes the connection when the client or the answer asks for it, when a time or a limit of the
 * application is over, and when the application stops. @p reader and @p writer are its own until then.
 *
 * @return the coroutine; NULL: no memory. It raises ECANCELED only; all else ends the connection.
 */
struct coro *web_connection_new(struct stream_reader *reader, struct stream_writer *writer,
                                void *arg);

/** @brief Closes the connections of @p app that wait for a request of which nothing has come. */
void web_connections_close_idle(struct web_application *app);

/** @brief Cancels the tasks of all connections of @p app. */
void web_connections_cancel(struct web_application *app);

#endif
