/*
 * Chapter 9: a file is read line by line, in a thread, and the loop goes round meanwhile.
 *
 *     read_file [FILE]      LICENSE, if none is named
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "aiofiles.h"

//! [tick]
/* Counts how often the loop comes round. */
struct tick {
    struct coro coro;
    int *ticks;
};

static void tick(struct coro *self)
{
    struct tick *my = (struct tick *)self;

    async (self) {
        for (;;) {
            ++*my->ticks;
            await(asyncio_sleep(0));
        }
    }
}
//! [tick]

//! [read]
/* Reads the file at PATH, and counts. */
struct read_file {
    struct coro coro;
    const char *path;
    struct aiofile *file;
    struct bytes *line; /* the file's own, until the next read */
    int lines;
    size_t size;
    int reads;
    int ticks; /* how often the loop came round */
    int before;
    int blocked; /* reads during which it did not */
    struct task *ticking;
    int error;
};

static void read_file(struct coro *self)
{
    struct read_file *my = (struct read_file *)self;

    async (self) {
        my->ticking = asyncio_create_task(coro(tick, .ticks = &my->ticks));
        if (my->ticking == NULL)
            async_raise(ENOMEM);
        await(my->file, aiofiles_open(my->path, "r"));
        do {
            my->before = my->ticks;
            await(my->line, aiofiles_readline(my->file));
            my->reads++;
            my->blocked += my->ticks == my->before;
            my->lines += my->line->size > 0;
            my->size += my->line->size;
        } while (my->line->size > 0);
        printf("%d lines, %zu bytes\n", my->lines, my->size);
        printf("%d reads, of which %d stopped the loop\n", my->reads, my->blocked);
        finally {
            if (my->ticking != NULL)
                task_cancel(my->ticking);
            task_release(my->ticking);
            if (my->file != NULL)
                await_catch(my->error, aiofiles_close(my->file));
        }
    }
}
//! [read]

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "LICENSE";
    int error;

    if (argc > 2) {
        fprintf(stderr, "usage: read_file [FILE]\n");
        return 2;
    }
    error = asyncio_run(coro(read_file, .path = path));
    if (error != 0)
        fprintf(stderr, "read_file: %s: %s\n", path, strerror(error));
    coro_free_memory();
    return error != 0;
}
