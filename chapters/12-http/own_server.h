/**
 * @file own_server.h
 * @brief For demos that ask servers: a web application in the same program, so that they need no network.
 * Given.
 *
 * The functions are in the header because every other .c file here is a module or a program.
 */
#ifndef OWN_SERVER_H
#define OWN_SERVER_H

#include "event.h"
#include "web_server.h"

/** @brief A web application, and the task that serves it. All zero: not begun. */
struct own_server {
    struct web_application app; /**< The application. */
    struct event started;       /**< Set when it is served, or cannot be. */
    struct task *task;          /**< Serves it; held. */
    struct handle ended;        /**< Called when that is over. */
};

/** @brief The call of own_server_begin(). */
struct own_server_begins {
    struct coro coro;          /**< First member. */
    struct own_server *server; /**< Which one. */
    struct web_route route;    /**< Who answers what. */
    void *data;                /**< For the handlers. */
    int error;                 /**< What went wrong. */
};

/** @brief It is served. */
static inline void own_server_started(struct web_application *app)
{
    event_set(&container_of(app, struct own_server, app)->started);
}

/** @brief It is not served any more, or could not be. */
static inline int own_server_ended(void *arg)
{
    struct own_server *server = arg;

    event_set(&server->started);
    return 0;
}

/** @brief Makes the task that serves. */
static inline int own_server_begin_task(struct own_server_begins *my)
{
    struct own_server *server = my->server;
    int error;

    web_application_init(&server->app);
    event_init(&server->started);
    server->app.on_start = own_server_started;
    server->app.data = my->data;
    error = web_application_add_routes(&server->app, &my->route, 1);
    if (error != 0)
        return error;
    server->task = asyncio_create_task(web_serve(&server->app, "127.0.0.1", "0"));
    if (server->task == NULL)
        return ENOMEM;
    handle_init(&server->ended, own_server_ended, server);
    return task_add_done_callback(server->task, &server->ended);
}

/** @brief The body of own_server_begin(). */
static inline void own_server_begins(struct coro *self)
{
    struct own_server_begins *my = (struct own_server_begins *)self;

    async (self) {
        my->error = own_server_begin_task(my);
        if (my->error != 0)
            async_raise(my->error);
        await(event_wait(&my->server->started));
        if (task_done(my->server->task))
            await(my->server->task); /* raises why */
    }
}

/**
 * @brief A coroutine that serves @p route on a free port: `server->app.port`. @p data is for its handler,
 * and must stay as long as the server.
 */
static inline struct coro *own_server_begin(struct own_server *server, struct web_route route,
                                            void *data)
{
    return coro(own_server_begins, .server = server, .route = route, .data = data);
}

/** @brief The call of own_server_end(). */
struct own_server_ends {
    struct coro coro;          /**< First member. */
    struct own_server *server; /**< Which one. */
    int error;                 /**< What it ended with: ECANCELED. */
};

/** @brief The body of own_server_end(). */
static inline void own_server_ends(struct coro *self)
{
    struct own_server_ends *my = (struct own_server_ends *)self;

    async (self) {
        if (my->server->task != NULL) {
            task_cancel(my->server->task);
            await_catch(my->error, my->server->task);
        }
        finally
        {
            handle_cancel(&my->server->ended);
            task_release(my->server->task);
            my->server->task = NULL;
            web_application_destroy(&my->server->app);
        }
    }
}

/** @brief A coroutine that stops @p server. All zero is fine. */
static inline struct coro *own_server_end(struct own_server *server)
{
    return coro(own_server_ends, .server = server);
}

#endif
