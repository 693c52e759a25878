/*
 * Chapter 12: a web application with four things to ask for.
 *
 *     web_hello [PORT]                       8080 without one; 0 lets the system pick
 */
#include "serving.h"
#include "web_server.h"

//! [hello]
/* GET / */
struct hello {
    struct coro coro;
    struct web_request *request;
};

static void hello(struct coro *self)
{
    async (self) {
        async_return(web_response_text(200, "Hello, world!\n"));
    }
}

/* GET /hello/{name} */
struct greet {
    struct coro coro;
    struct web_request *request;
};

static void greet(struct coro *self)
{
    struct greet *my = (struct greet *)self;

    async (self) {
        async_return(
            web_response_printf(200, "Hello, %s!\n", web_request_match(my->request, "name")));
    }
}
//! [hello]

//! [body]
/* POST /echo: the body comes back. */
struct echo {
    struct coro coro;
    struct web_request *request;
    struct bytes *body;
};

static void echo(struct coro *self)
{
    struct echo *my = (struct echo *)self;

    async (self) {
        await(my->body, web_request_read(my->request));
        async_return(
            web_response_bytes(200, "application/octet-stream", my->body->data, my->body->size));
    }
}
//! [body]

//! [stream]
/* GET /count: a line every tenth of a second. How long it will be is not known, so it goes out in chunks. */
struct count {
    struct coro coro;
    struct web_request *request;
    struct web_response *response;
    int n;
    char line[16];
};

static void count(struct coro *self)
{
    struct count *my = (struct count *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, "text/plain");
        for (my->n = 1; my->n <= 10; my->n++) {
            snprintf(my->line, sizeof my->line, "%d\n", my->n);
            await(web_response_write(my->response, my->line, strlen(my->line)));
            await(asyncio_sleep(0.1));
        }
        async_return(my->response);
    }
}
//! [stream]

//! [main]
/* Each makes the coroutine that answers one request. */
static struct coro *handle_hello(struct web_request *request)
{
    return coro(hello, .request = request);
}

static struct coro *handle_greet(struct web_request *request)
{
    return coro(greet, .request = request);
}

static struct coro *handle_echo(struct web_request *request)
{
    return coro(echo, .request = request);
}

static struct coro *handle_count(struct web_request *request)
{
    return coro(count, .request = request);
}

int main(int argc, char **argv)
{
    const char *port = serving_port(argc, argv, "8080");
    const struct web_route routes[] = {
        web_get("/", handle_hello),
        web_get("/hello/{name}", handle_greet),
        web_post("/echo", handle_echo),
        web_get("/count", handle_count),
    };
    struct web_application app;
    int error;

    if (port == NULL)
        return 2;
    serving_keep_standard_streams();
    web_application_init(&app);
    error = web_application_add_routes(&app, routes, sizeof routes / sizeof *routes);
    if (error == 0)
        error = web_run_app(&app, "127.0.0.1", port);
    if (error != 0)
        fprintf(stderr, "web_hello: %s\n", strerror(error));
    web_application_destroy(&app);
    coro_free_memory();
    return error != 0;
}
//! [main]
