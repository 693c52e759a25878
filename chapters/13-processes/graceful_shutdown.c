/*
 * Chapter 13: a server that ends well. On Ctrl-C or SIGTERM it accepts nobody more, finishes the requests that
 * are under way, says so, and ends.
 *
 *     graceful_shutdown [PORT]               8080 without one; 0 lets the system pick
 *
 *     curl http://127.0.0.1:8080/slow        takes three seconds, and is answered although you press Ctrl-C
 */
#include <stdio.h>
#include <string.h>

#include "gather.h"
#include "interrupt.h"
#include "serving.h"
#include "signals.h"
#include "web_server.h"

static int under_way; /* how many requests are being answered */

//! [slow]
/* An answer that takes three seconds. */
struct slow {
    struct coro coro;
    int i;
};

static void slow(struct coro *self)
{
    struct slow *my = (struct slow *)self;

    async (self) {
        under_way++;
        for (my->i = 0; my->i < 3; my->i++)
            await(asyncio_sleep(1));
        async_return(web_response_text(200, "That took three seconds.\n"));
        finally
        {
            under_way--;
        }
    }
}

static struct coro *slowly(struct web_request *request)
{
    (void)request;
    return coro(slow);
}
//! [slow]

//! [program]
/* Serves until it is told to stop: by SIGINT, which asyncio_run() sees to, or by SIGTERM. */
struct program {
    struct coro coro;
    const char *port;
    struct web_application app;
    struct handle terminate; /* called when SIGTERM has come */
    struct task *task;       /* this one */
    struct task *server;     /* serves */
    bool terminated;
    int error, left;
};

static int terminate(void *arg)
{
    struct program *my = arg;

    my->terminated = true;
    task_cancel(my->task);
    return 0;
}

/* Serves in a task of its own, behind a shield: what cancels this one does not cancel that at once. */
static int program_begin(struct program *my)
{
    struct loop *loop = asyncio_get_running_loop();

    my->task = asyncio_current_task();
    handle_init(&my->terminate, terminate, my);
    web_application_add_routes(&my->app, (struct web_route[]){web_get("/slow", slowly)}, 1);
    my->server = asyncio_create_task(web_serve(&my->app, "127.0.0.1", my->port));
    return loop_add_signal_handler(loop, SIGTERM, &my->terminate);
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        web_application_init(&my->app);
        my->error = program_begin(my);
        if (my->error == 0)
            await_catch(my->error, asyncio_shield(my->server));
        if (my->error == ECANCELED) {
            printf("Stopping: requests under way: %d\n", under_way);
            task_cancel(my->server);
            await_catch(my->left, my->server);
            printf("Stopped: requests cut off: %d\n", under_way);
        }
        if (my->error != 0 && !my->terminated)
            async_raise(my->error);
        finally
        {
            task_release(my->server);
            web_application_destroy(&my->app);
            loop_remove_signal_handler(asyncio_get_running_loop(), SIGTERM);
        }
    }
}
//! [program]

int main(int argc, char **argv)
{
    const char *port = serving_port(argc, argv, "8080");
    int error;

    if (port == NULL)
        return 2;
    serving_keep_standard_streams();
    setvbuf(stdout, NULL, _IOLBF, 0);
    error = asyncio_run(coro(program, .port = port));
    if (error == EINTR)
        return 128 + SIGINT; /* as a shell counts programs that Ctrl-C has ended */
    if (error != 0)
        fprintf(stderr, "graceful_shutdown: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
