/*
 * Chapter 7: the difference between a coroutine that is awaited and one that is made a task.
 */
#include <stdio.h>
#include <string.h>

#include "tasks.h"

//! [lookup]
/* Asks for something that takes DELAY seconds. Its result is the length of NAME. */
struct lookup {
    struct coro coro;
    const char *name;
    double delay;
};

static void lookup(struct coro *self)
{
    struct lookup *my = (struct lookup *)self;

    async (self) {
        printf("%s: asked\n", my->name);
        await(asyncio_sleep(my->delay));
        printf("%s: answered\n", my->name);
        async_return(strlen(my->name));
    }
}
//! [lookup]

//! [program]
/* Has one answer looked up by a task, while it waits for another itself. */
struct program {
    struct coro coro;
    struct task *task;
    int here, there;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        my->task = asyncio_create_task(coro(lookup, .name = "Reykjavik", .delay = 1.0));
        printf("the task is made, and has not begun\n");
        await(my->here, coro(lookup, .name = "Oslo", .delay = 0.5));
        printf("Oslo: %d letters\n", my->here);
        await(my->there, my->task);
        printf("Reykjavik: %d letters\n", my->there);
        finally {
            task_release(my->task);
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
        fprintf(stderr, "create_task: %s\n", strerror(error));
    return error != 0;
}
