/*
 * Chapter 5: an error on its way through three coroutines, and what there is to see of it: where they
 * wait before it comes, and which way it took.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "coroutines.h"

//! [frames]
/* Waits for a line of text from whoever drives the stack, and makes a number of it. */
struct read_number {
    struct coro coro;
    const char *line;
    int number;
};

static void read_number(struct coro *self)
{
    struct read_number *my = (struct read_number *)self;

    async (self) {
        async_yield(my->line, 0);
        if (sscanf(my->line, "%d", &my->number) != 1)
            async_raise(EINVAL);
        async_return(my->number);
        finally {
            printf("read_number cleans up\n");
        }
    }
}

/* Two numbers make a point. */
struct read_point {
    struct coro coro;
    int x;
    int y;
};

static void read_point(struct coro *self)
{
    struct read_point *my = (struct read_point *)self;

    async (self) {
        await(my->x, coro(read_number));
        await(my->y, coro(read_number));
        printf("a point: %d, %d\n", my->x, my->y);
        finally {
            printf("read_point cleans up\n");
        }
    }
}

/* Reads a drawing of COUNT points. */
struct read_drawing {
    struct coro coro;
    int count;
};

static void read_drawing(struct coro *self)
{
    struct read_drawing *my = (struct read_drawing *)self;

    async (self) {
        while (my->count-- > 0)
            await(coro(read_point));
    }
}
//! [frames]

//! [catch]
/* Catches what goes wrong, and shows its way. */
struct program {
    struct coro coro;
    int error;
};

static void program(struct coro *self)
{
    struct program *my = (struct program *)self;

    async (self) {
        await_catch(my->error, coro(read_drawing, .count = 2));
        if (my->error != 0) {
            coro_print_traceback(stdout);
            printf("%s\n", strerror(my->error));
        }
    }
}
//! [catch]

int main(void)
{
    static const char *const lines[] = {"3", "4", "5", "six"};
    struct coro_stack stack;
    int status;

    coro_stack_init(&stack, coro(program));
    status = coro_resume(&stack);
    for (size_t i = 0; status == 0 && i < sizeof lines / sizeof lines[0]; i++) {
        if (i == 3) {
            printf("before the line \"%s\" it waits at:\n", lines[i]);
            coro_print_stack(stdout, &stack);
        }
        stack.value = value_of(lines[i]);
        status = coro_resume(&stack);
    }
    coro_free_memory();
    return status != CORO_ENDED;
}
