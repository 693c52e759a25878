/*
 * Chapter 9: a function that blocks, off the loop. Six calls of half a second in a pool of three
 * threads take one second, and the loop goes on ticking meanwhile.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gather.h"
#include "run_in_executor.h"

//! [blocking]
/* What is to be squared. A job may outlive whoever waits for it, so these lie in no frame. */
static int numbers[6] = {1, 2, 3, 4, 5, 6};

/* Squares a number, slowly. An ordinary function, which knows nothing of a loop. */
static int slow_square(void *arg, union value *result)
{
    const int *number = arg;
    const struct timespec half_a_second = {.tv_nsec = 500000000};

    nanosleep(&half_a_second, NULL);
    *result = value_of(*number * *number);
    return 0;
}
//! [blocking]

//! [tick]
/* Shows that the loop is not blocked. */
struct tick {
    struct coro coro;
};

static void tick(struct coro *self)
{
    async (self) {
        for (;;) {
            await(asyncio_sleep(0.4));
            printf("tick\n");
        }
    }
}
//! [tick]

//! [program]
/* Hands all six to the pool, and awaits what they return. */
struct program {
    struct coro coro;
    struct thread_pool *pool;
    struct task *ticking;
    double start;
    int squares[6];
};

/* One of the six calls. It is handed over here and now, before anybody awaits it. */
static struct coro *square(struct program *my, int i)
{
    return loop_run_in_executor(asyncio_get_running_loop(), &my->pool->executor, slow_square,
                                &numbers[i]);
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        my->ticking = asyncio_create_task(coro(tick));
        if (my->ticking == NULL)
            async_raise(ENOMEM);
        my->start = loop_time(loop);
        await(asyncio_gather(my->squares, square(my, 0), square(my, 1), square(my, 2),
                             square(my, 3), square(my, 4), square(my, 5)));
        for (int i = 0; i < 6; i++)
            printf("%d * %d = %d\n", numbers[i], numbers[i], my->squares[i]);
        printf("six half seconds in three threads: %.0f second\n", loop_time(loop) - my->start);
        finally {
            if (my->ticking != NULL)
                task_cancel(my->ticking);
            task_release(my->ticking);
        }
    }
}
//! [program]

int main(void)
{
    struct thread_pool pool;
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = thread_pool_init(&pool, 3);
    if (error == 0) {
        error = asyncio_run(coro(program, .pool = &pool));
        thread_pool_destroy(&pool);
    }
    if (error != 0)
        fprintf(stderr, "offload: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
