/**
 * @file web_server.h
 * @brief Chapter 12: a web application, and serving it.
 *
 *     struct web_application app;
 *
 *     web_application_init(&app);
 *     web_application_add_routes(&app, (struct web_route[]){web_get("/", hello)}, 1);
 *     return web_run_app(&app, "127.0.0.1", "8080");
 *
 * Mirrors aiohttp's `web.Application` and `web.run_app()`.
 */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include <time.h>

#include "streams.h"
#include "timeout.h"
#include "web_response.h"

/**
 * @brief A web application. Owned by whoever declares it, from web_application_init() to
 * web_application_destroy(); it must stay where it is while it is served. Limits and times may be changed
 * in between.
 */
struct web_application {
    struct router router; /**< Who answers what. */
    void *data;           /**< The program's own; handlers find it in `request->app->data`. */
    int port;             /**< The port it is served on; 0 before that. */

    /** Called when it is served. NULL: "Serving on HOST:PORT" is printed. */
    void (*on_start)(struct web_application *app);

    size_t body_limit;        /**< The largest body of web_request_read(): 1 MiB. */
    double keepalive_timeout; /**< So many seconds a connection may be idle: 75. */
    double head_timeout;      /**< A head must have come after so many seconds: 30. */
    double body_timeout;      /**< A body that is read, too; a piece of one: 60. */
    double write_timeout;     /**< A client that takes nothing for so long is given up: 60. */
    double shutdown_timeout;  /**< At the end, what is under way has so many seconds: 10. */

    struct server server;               /**< Accepts the connections. */
    struct web_connection *connections; /**< All of them. */
    struct waiters closers;             /**< Who waits until there are none. */
    bool stopping;                      /**< It is served no more: no connection is kept. */
    time_t date_time;                   /**< The second of `date`. */
    char date[40];                      /**< The field Date for that second. */
};

/** @brief Makes @p app an application without routes. */
void web_application_init(struct web_application *app);

/**
 * @brief Adds @p count routes. @return 0, or what router_add() says: those before it were added.
 *
 * Mirrors `app.add_routes([...])`.
 */
int web_application_add_routes(struct web_application *app, const struct web_route *routes,
                               size_t count);

/** @brief Gives its memory back. It must not be served any more. */
void web_application_destroy(struct web_application *app);

/**
 * @brief A coroutine that serves @p app on @p port of @p host (NULL: all addresses; port "0": a free one)
 * until it is cancelled. Both strings must stay alive.
 *
 * Then it accepts nobody more, closes the connections that are idle, waits `shutdown_timeout` seconds for
 * the requests that are under way, cancels those that are left, and raises ECANCELED. Cancelled again
 * meanwhile it waits no longer. It also raises what asyncio_start_server() does: EADDRINUSE, ...
 *
 * Mirrors `web.AppRunner` and `web.TCPSite`.
 */
struct coro *web_serve(struct web_application *app, const char *host, const char *port);

/**
 * @brief Serves @p app until the program ends. What asyncio_run() answers.
 *
 * A macro, so that it is the caller's asyncio_run() that runs it. Mirrors `web.run_app()`.
 */
#define web_run_app(app, host, port) asyncio_run(web_serve(app, host, port))

#endif
