/*
 * Chapter 7: says hello, sleeps for a second without holding up anybody, and goes on.
 */
#include <stdio.h>
#include <string.h>

#include "tasks.h"

//! [hello]
struct hello {
    struct coro coro;
};

static void hello(struct coro *self)
{
    async (self) {
        printf("Hello\n");
        await(asyncio_sleep(1));
        printf("World\n");
    }
}

int main(void)
{
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(hello));
    if (error != 0)
        fprintf(stderr, "hello_world: %s\n", strerror(error));
    return error != 0;
}
//! [hello]
