/*
 * What cancel.c and memory.c try, of chapter 12: a web server, and a client that asks it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "event.h"
#include "scene.h"
#include "task_group.h"
#include "web_server.h"

/* The struct of all scenarios here. */
struct scene {
    struct coro coro;
    int e;
    struct web_application app;
    struct event started;
    struct task_group group;
    struct task *serving;
    struct client_session session;
    struct client_response *response;
    struct client_connection *connection;
    struct bytes *bytes;
    char *text;
    struct url place;
    char url[64];
};

/* ---- What the server answers ------------------------------------------------------------------- */

/* The struct of all handlers. */
struct answer {
    struct coro coro;
    struct web_request *request;
    struct web_response *response;
    struct bytes *body;
};

static void hello(struct coro *self)
{
    async (self) {
        async_return(web_response_text(200, "Hello"));
    }
}

static void doubled(struct coro *self)
{
    struct answer *my = (struct answer *)self;

    async (self) {
        await(my->body, web_request_read(my->request));
        async_return(web_response_printf(200, "%s%s", my->body->data, my->body->data));
    }
}

/* A body that is read and sent piece by piece. */
static void streamed(struct coro *self)
{
    struct answer *my = (struct answer *)self;

    async (self) {
        await(my->body, web_request_read_some(my->request));
        await(my->body, body_read(&my->request->body));
        await(my->body, body_read_all(&my->request->body, 100));
        my->response = web_response_stream(my->request, 200, "text/plain");
        if (my->response == NULL)
            async_raise(ENOMEM);
        await(web_response_write(my->response, "one, ", 5));
        await(web_response_write(my->response, "two", 3));
        async_return(my->response);
    }
}

/* One of them, for a request. */
static struct coro *make_answer(void (*body)(struct coro *self), struct web_request *request)
{
    return coro_copy(&(struct answer){.coro.body = body, .request = request}.coro,
                     sizeof(struct answer));
}

static struct coro *make_hello(struct web_request *request)
{
    return make_answer(hello, request);
}

static struct coro *make_doubled(struct web_request *request)
{
    return make_answer(doubled, request);
}

static struct coro *make_streamed(struct web_request *request)
{
    return make_answer(streamed, request);
}

/* ---- The server -------------------------------------------------------------------------------- */

static void is_served(struct web_application *app)
{
    event_set(&container_of(app, struct scene, app)->started);
}

/* Both ends. */
static int begin(struct scene *my)
{
    const struct web_route routes[] = {web_get("/", make_hello), web_post("/double", make_doubled),
                                       web_post("/stream", make_streamed)};

    event_init(&my->started);
    client_session_init(&my->session);
    web_application_init(&my->app);
    my->app.on_start = is_served;
    return web_application_add_routes(&my->app, routes, 3);
}

/* The server's task, in a group: that waits for its end, whatever happens. */
static void serve(struct scene *my)
{
    task_group_create_task(&my->group, web_serve(&my->app, "127.0.0.1", "0"), &my->serving);
}

static const char *url_of(struct scene *my, const char *path)
{
    snprintf(my->url, sizeof my->url, "http://127.0.0.1:%d%s", my->app.port, path);
    return my->url;
}

/* The answer was read. What is not as it should be is an error of the server. */
static int check_answer(struct scene *my, const char *text)
{
    int error = my->response->status == 200 && strcmp(my->text, text) == 0 ? 0 : EREMOTEIO;

    client_response_release(my->response);
    my->response = NULL;
    return error;
}

static void release(struct scene *my)
{
    client_response_release(my->response);
    if (my->connection != NULL)
        client_connection_release(my->connection, true);
    coro_drop(client_session_close(&my->session));
    url_destroy(&my->place);
    task_release(my->serving);
    web_application_destroy(&my->app);
}

/* ---- The client -------------------------------------------------------------------------------- */

SCENARIO(asks_a_server)
{
    async (self) {
        my->e = begin(my);
        if (my->e != 0)
            async_raise(my->e);
        asyncio_task_group (&my->group) {
            serve(my);
            await(event_wait(&my->started));
            await(my->response, client_session_get(&my->session, url_of(my, "/")));
            await(my->text, client_response_text(my->response));
            my->e = check_answer(my, "Hello");
            if (my->e == 0)
                await(client_session_close(&my->session));
            if (my->e != 0)
                async_raise(my->e);
            task_cancel(my->serving);
        }
        finally
        {
            release(my);
        }
    }
}

/* Twice over one connection. */
SCENARIO(posts_to_a_server)
{
    async (self) {
        my->e = begin(my);
        if (my->e != 0)
            async_raise(my->e);
        asyncio_task_group (&my->group) {
            serve(my);
            await(event_wait(&my->started));
            await(my->response,
                  client_session_post(&my->session, url_of(my, "/double"), .text = "ab"));
            await(my->bytes, client_response_read(my->response));
            await(my->text, client_response_text(my->response));
            my->e = check_answer(my, "abab");
            if (my->e != 0)
                async_raise(my->e);
            await(my->response, client_session_send(&my->session, &(struct client_request){
                                                                      .method = "POST",
                                                                      .url = url_of(my, "/stream"),
                                                                      .text = "x"}));
            await(my->bytes, client_response_readany(my->response));
            await(my->text, client_response_text(my->response));
            if (my->response->status != 200)
                async_raise(EREMOTEIO);
            task_cancel(my->serving);
        }
        finally
        {
            release(my);
        }
    }
}

/* What the client is made of, by hand. */
SCENARIO(connects_to_a_server)
{
    async (self) {
        my->e = begin(my);
        if (my->e != 0)
            async_raise(my->e);
        asyncio_task_group (&my->group) {
            serve(my);
            await(event_wait(&my->started));
            my->e = url_parse(&my->place, url_of(my, "/"));
            if (my->e != 0)
                async_raise(my->e);
            await(my->connection,
                  tcp_connector_connect(&my->session.connector, &my->place, false, 30));
            client_connection_release(my->connection, true);
            my->connection = NULL;
            await(my->connection,
                  tcp_connector_connect(&my->session.connector, &my->place, false, 30));
            await(tcp_connector_close(&my->session.connector));
            task_cancel(my->serving);
        }
        finally
        {
            release(my);
        }
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

/* A connection that cannot be kept is just closed, by either side; the next request makes another one. */
#define FORGIVES(its_name)                                                                         \
    {                                                                                              \
        .name = #its_name, .make = make_##its_name, .outside = true, .forgives = true              \
    }

const struct scenario scenarios_of_http[] = {
    FORGIVES(asks_a_server),
    FORGIVES(posts_to_a_server),
    FORGIVES(connects_to_a_server),
    {.name = NULL},
};
