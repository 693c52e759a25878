/*
 * Chapter 10: lines of a log come faster than they are worked on. A queue with room for three
 * stands in between, and makes the producer wait.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "queue.h"

#define WORKERS 2

static const char *const lines[] = {
    "GET /",      "GET /style.css", "GET /logo.svg", "POST /login",    "GET /news",
    "GET /about", "POST /comment",  "GET /feed",     "GET /archive/1", "GET /archive/2",
};
#define LINES (sizeof lines / sizeof lines[0])

//! [produce]
/* Reads the log: a line each tenth of a second, as long as there is room for it. */
struct produce {
    struct coro coro;
    struct queue *queue;
    double start;
    size_t i;
};

static void produce(struct coro *self)
{
    struct produce *my = (struct produce *)self;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        my->start = loop_time(loop);
        for (my->i = 0; my->i < LINES; my->i++) {
            await(asyncio_sleep(0.1));
            if (queue_full(my->queue))
                printf("%.1f s: full, so the producer waits\n", loop_time(loop) - my->start);
            await(queue_put(my->queue, lines[my->i]));
            printf("%.1f s: in: %s\n", loop_time(loop) - my->start, lines[my->i]);
        }
    }
}
//! [produce]

//! [consume]
/* Works on one line after another until it is cancelled. */
struct consume {
    struct coro coro;
    struct queue *queue;
    int number;
    double seconds; /* so long a line takes */
    const char *line;
};

static void consume(struct coro *self)
{
    struct consume *my = (struct consume *)self;

    async (self) {
        for (;;) {
            await(my->line, queue_get(my->queue));
            await(asyncio_sleep(my->seconds));
            printf("       %d has done %s\n", my->number, my->line);
            queue_task_done(my->queue);
        }
    }
}
//! [consume]

//! [program]
/* Runs all of them until the last line is done with. */
struct program {
    struct coro coro;
    struct queue queue;
    struct task *workers[WORKERS];
    int i;
    int error;
};

/* Makes the queue, and the workers. */
static int program_begin(struct program *my)
{
    static const double seconds[WORKERS] = {0.43, 0.56};
    int error = queue_init(&my->queue, 3);

    for (int i = 0; i < WORKERS && error == 0; i++) {
        my->workers[i] = asyncio_create_task(
            coro(consume, .queue = &my->queue, .number = i + 1, .seconds = seconds[i]));
        if (my->workers[i] == NULL)
            error = ENOMEM;
    }
    return error;
}

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        my->error = program_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        await(coro(produce, .queue = &my->queue));
        await(queue_join(&my->queue));
        printf("all %zu lines are done with\n", LINES);
        finally {
            for (my->i = 0; my->i < WORKERS && my->workers[my->i] != NULL; my->i++) {
                task_cancel(my->workers[my->i]);
                await_catch(my->error, my->workers[my->i]);
                task_release(my->workers[my->i]);
            }
            queue_destroy(&my->queue); /* now that nobody stands in its lines */
        }
    }
}
//! [program]

int main(void)
{
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(program));
    if (error != 0)
        fprintf(stderr, "log_pipeline: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
