/*
 * Chapter 7: a thousand sleeps of one second take one second, in one thread.
 *
 *     many_sleeps [COUNT]      1 to 1,000,000
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tasks.h"

//! [many]
/* Makes COUNT tasks that sleep for one second, and waits for each of them. */
struct program {
    struct coro coro;
    int count;
    struct task **tasks; /* room for COUNT of them */
    double start;
    int i;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        my->start = loop_time(loop);
        for (my->i = 0; my->i < my->count; my->i++)
            my->tasks[my->i] = asyncio_create_task(asyncio_sleep(1));
        for (my->i = 0; my->i < my->count; my->i++)
            await(my->tasks[my->i]);
        printf("%d sleeps of one second took %.1f seconds\n", my->count,
               loop_time(loop) - my->start);
        finally {
            for (my->i = 0; my->i < my->count; my->i++)
                task_release(my->tasks[my->i]);
        }
    }
}
//! [many]

/* Reads a number from 1 to 1,000,000; 0 if TEXT is anything else. */
static int number(const char *text)
{
    char *rest;
    const long value = strtol(text, &rest, 10);

    return *rest == '\0' && value >= 1 && value <= 1000000 ? (int)value : 0;
}

int main(int argc, char **argv)
{
    const int count = argc > 1 ? number(argv[1]) : 1000;
    struct task **tasks;
    int error = ENOMEM;

    if (argc > 2 || count == 0) {
        fprintf(stderr, "usage: many_sleeps [COUNT]   (1 to 1000000)\n");
        return 2;
    }
    tasks = calloc((size_t)count, sizeof *tasks);
    if (tasks != NULL)
        error = asyncio_run(coro(program, .count = count, .tasks = tasks));
    if (error != 0)
        fprintf(stderr, "many_sleeps: %s\n", strerror(error));
    free(tasks);
    return error != 0;
}
