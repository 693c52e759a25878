/*
 * Chapter 12: the server.
 *
 * A web application, and one call of web_serve(): it begins, serves, and stops in order.
 */
#include "web_server.h"

#include <stdio.h>

#include "web_connection.h"

/* ---- The application ------------------------------------------------------------------------- */

void web_application_init(struct web_application *app)
{
    *app = (struct web_application){
        .body_limit = (size_t)1 << 20,
        .keepalive_timeout = 75,
        .head_timeout = 30,
        .body_timeout = 60,
        .write_timeout = 60,
        .shutdown_timeout = 10,
    };
}

int web_application_add_routes(struct web_application *app, const struct web_route *routes,
                               size_t count)
{
    int error = 0;

    for (size_t i = 0; i < count && error == 0; i++)
        error = router_add(&app->router, &routes[i]);
    return error;
}

void web_application_destroy(struct web_application *app)
{
    router_clear(&app->router);
}

/* It is served: somebody is told on which port. */
static void application_starts(struct web_application *app, const char *host)
{
    app->port = server_port(&app->server);
    app->stopping = false;
    if (app->on_start != NULL) {
        app->on_start(app);
        return;
    }
    printf("Serving on %s:%d\n", host != NULL ? host : "0.0.0.0", app->port);
    fflush(stdout);
}

/* Nobody more comes in, and who waits for nothing goes. */
static void application_stops(struct web_application *app)
{
    app->stopping = true;
    server_close(&app->server);
    web_connections_close_idle(app);
}

/* One call of web_serve(). */
struct web_serving {
    struct coro coro;
    struct web_application *app;
    const char *host;
    const char *port;
    struct timeout timeout;
    struct waiter waiter;
    bool looked; /* nobody is on the way to the list of connections any more */
    int error;
    int ignored;
};

/*
 * Gets in line for the end of the last connection; false: there is none. Those who were accepted just now
 * come to the list in their first step, which is why it takes one turn at least. Nothing is allocated: a
 * connection that outlived the application would use what is gone.
 */
static bool serving_waits(struct web_serving *my)
{
    struct web_application *app = my->app;

    if (asyncio_get_running_loop() == NULL || (my->looked && app->connections == NULL))
        return false;
    waiters_join(&app->closers, &my->waiter);
    my->looked = app->connections == NULL;
    if (my->looked)
        waiter_wake(&my->waiter);
    return true;
}

static void serving_waited(struct web_serving *my)
{
    waiters_leave(&my->app->closers, &my->waiter);
}

static void web_serving(struct coro *self)
{
    struct web_serving *my = (struct web_serving *)self;

    async (self) {
        await(asyncio_start_server(&my->app->server, web_connection_new, my->app, my->host,
                                   my->port));
        application_starts(my->app, my->host);
        await_catch(my->error, server_serve_forever(&my->app->server));
        application_stops(my->app);
        asyncio_timeout (&my->timeout, my->app->shutdown_timeout) {
            while (my->ignored == 0 && serving_waits(my)) {
                await_catch(my->ignored, &my->waiter.future);
                serving_waited(my);
            }
        }
        async_raise(my->error);
        finally {
            server_close(&my->app->server);
            web_connections_cancel(my->app);
            while (serving_waits(my)) {
                await_catch(my->ignored, &my->waiter.future);
                serving_waited(my);
            }
        }
    }
}

struct coro *web_serve(struct web_application *app, const char *host, const char *port)
{
    return coro(web_serving, .app = app, .host = host, .port = port);
}
