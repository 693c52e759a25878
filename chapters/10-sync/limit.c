/*
 * Chapter 10: ten downloads of a second each, but no more than three at a time: four seconds.
 */
#include <stdio.h>
#include <string.h>

#include "gather.h"
#include "with.h"

//! [download]
/* One download. It begins when there is room. */
struct download {
    struct coro coro;
    int number;
    struct semaphore *limit;
    double start;
    struct with with;
};

static int running; /* how many are at work; nobody else runs between two awaits, so no lock */

static void download(struct coro *self)
{
    struct download *my = (struct download *)self;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        async_with (&my->with, my->limit) {
            running++;
            printf("%.0f s: %d begins, %d running\n", loop_time(loop) - my->start, my->number,
                   running);
            await(asyncio_sleep(1));
            running--;
        }
    }
}
//! [download]

//! [program]
static struct semaphore limit; /* it must outlive all who stand in line */

/* Starts all ten at once. */
struct program {
    struct coro coro;
    double start;
    struct awaitable downloads[10];
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        my->start = loop_time(loop);
        semaphore_init(&limit, 3);
        for (int i = 0; i < 10; i++)
            my->downloads[i] =
                awaitable_of(coro(download, .number = i + 1, .limit = &limit, .start = my->start));
        await(asyncio_gather_array(results_of(NULL), NULL, my->downloads, 10));
        printf("10 seconds of work in %.0f seconds\n", loop_time(loop) - my->start);
    }
}
//! [program]

int main(void)
{
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(program));
    if (error != 0)
        fprintf(stderr, "limit: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
