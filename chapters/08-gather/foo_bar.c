/*
 * Chapter 8: two coroutines at once. Together they sleep three seconds, and it takes two.
 */
#include <stdio.h>
#include <string.h>

#include "gather.h"

//! [foo_bar]
/* Sleeps one second, and says so. */
struct foo {
    struct coro coro;
};

static void foo(struct coro *self)
{
    async (self) {
        printf("foo is running\n");
        await(asyncio_sleep(1));
        printf("foo is done\n");
        async_return(1);
    }
}

/* Sleeps two seconds. */
struct bar {
    struct coro coro;
};

static void bar(struct coro *self)
{
    async (self) {
        printf("bar is running\n");
        await(asyncio_sleep(2));
        printf("bar is done\n");
        async_return(2);
    }
}
//! [foo_bar]

//! [main]
/* Runs both at once. */
struct program {
    struct coro coro;
    double start;
    int slept[2]; /* what foo and bar return, in this order */
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        my->start = loop_time(loop);
        await(asyncio_gather(my->slept, coro(foo), coro(bar)));
        printf("%d seconds of sleep in %.0f seconds\n", my->slept[0] + my->slept[1],
               loop_time(loop) - my->start);
    }
}
//! [main]

int main(void)
{
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(program));
    if (error != 0)
        fprintf(stderr, "foo_bar: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
