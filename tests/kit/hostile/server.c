/*
 * The server that hostile.sh lets its clients loose on: everything that takes time takes five seconds at most. POST
 * /stop ends it, so that it is seen to give all back.
 */
#include <stdio.h>
#include <string.h>

#include "web_server.h"

static struct task *serving_task;

/* A handler: the coroutine NAME_call, and the function that makes one for a request. */
#define HANDLER(name)                                                                              \
    struct name##_call {                                                                           \
        struct coro coro;                                                                          \
        struct web_request *request;                                                               \
        struct web_response *response;                                                             \
        struct bytes *body;                                                                        \
        int i;                                                                                     \
    };                                                                                             \
    static void name##_call(struct coro *self);                                                    \
    static struct coro *name(struct web_request *request)                                          \
    {                                                                                              \
        return coro(name##_call, .request = request);                                              \
    }                                                                                              \
    static void name##_call(struct coro *self)

HANDLER(hello)
{
    async (self) {
        async_return(web_response_text(200, "Hello, world!\n"));
    }
}

HANDLER(echo)
{
    struct echo_call *my = (struct echo_call *)self;

    async (self) {
        await(my->body, web_request_read(my->request));
        async_return(web_response_bytes(200, NULL, my->body->data, my->body->size));
    }
}

/* 16 MB, more than the sockets take. */
HANDLER(large)
{
    static char block[1 << 16];
    struct large_call *my = (struct large_call *)self;

    async (self) {
        my->response = web_response_stream(my->request, 200, "text/plain");
        for (my->i = 0; my->i < 256; my->i++)
            await(web_response_write(my->response, block, sizeof block));
        async_return(my->response);
    }
}

HANDLER(stop)
{
    async (self) {
        task_cancel(serving_task);
        async_return(web_response_text(200, "stopping\n"));
    }
}

/* A client that leaves in the middle of a response makes its handler fail; nobody need hear of that. */
static int ignore(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    (void)context;
    return 0;
}

struct serving {
    struct coro coro;
    struct web_application *app;
    int error;
};

static void serving(struct coro *self)
{
    struct serving *my = (struct serving *)self;

    async (self) {
        serving_task = asyncio_current_task();
        loop_set_exception_handler(asyncio_get_running_loop(), ignore);
        await(web_serve(my->app, "127.0.0.1", "0"));
    }
}

int main(void)
{
    struct web_application app;
    int error;

    web_application_init(&app);
    app.head_timeout = app.body_timeout = app.write_timeout = app.keepalive_timeout = 5;
    app.shutdown_timeout = 1;
    error = web_application_add_routes(
        &app,
        (struct web_route[]){web_get("/", hello), web_post("/echo", echo), web_get("/large", large),
                             web_post("/stop", stop)},
        4);
    if (error == 0)
        error = asyncio_run(coro(serving, .app = &app));
    web_application_destroy(&app);
    coro_free_memory();
    printf("ended: %s\n", strerror(error));
    return error == ECANCELED ? 0 : 1;
}
