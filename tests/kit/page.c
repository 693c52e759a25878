/*
 * A page of C with async and await, for coroutines.sh, which compiles it in every way: coroutines
 * that return and raise, errors caught, cleanups, gather, wait_for, timeouts, task groups, a shield.
 */
#include <errno.h>
#include <stdio.h>

#include "gather.h"
#include "task_group.h"
#include "timeout.h"

/* Takes its time, and then gives a number or fails. */
struct fetch {
    struct coro coro;
    const char *name;
    double seconds;
    int number, error;
};

static void fetch(struct coro *self)
{
    struct fetch *my = (struct fetch *)self;

    async (self) {
        await(asyncio_sleep(my->seconds));
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->number);
        finally {
            printf("%s ends\n", my->name);
        }
    }
}

#define FETCH(...) coro(fetch, .name = __VA_ARGS__)

/* Tries again and again; leaves two loops, a block and the body by break and return. */
struct retries {
    struct coro coro;
    struct timeout timeout;
    int i, j, error, number;
};

static void retries(struct coro *self)
{
    struct retries *my = (struct retries *)self;

    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            for (my->j = 0;; my->j++) {
                await_catch(my->error, my->number,
                            FETCH("try", .number = my->i, .error = my->i < 2 ? EIO : 0));
                if (my->error == 0 || my->j == 1)
                    break;
            }
            asyncio_timeout (&my->timeout, 9) {
                if (my->error != 0)
                    continue;
                async_return(10 * my->i + my->j);
            }
        }
        finally {
            printf("retries end\n");
        }
    }
}

/* Two blocks, one in the other. */
struct too_late {
    struct coro coro;
    struct timeout timeout;
    struct task_group group;
    struct task *task;
};

static void too_late(struct coro *self)
{
    struct too_late *my = (struct too_late *)self;

    async (self) {
        asyncio_timeout (&my->timeout, 0.001) {
            asyncio_task_group (&my->group) {
                task_group_create_task(&my->group, FETCH("child", .seconds = 60), &my->task);
                await(asyncio_sleep(60));
            }
        }
        finally {
            printf("child cancelled: %d\n", task_cancelled(my->task));
            task_release(my->task);
        }
    }
}

struct page {
    struct coro coro;
    int numbers[2], number, error;
};

static void page(struct coro *self)
{
    struct page *my = (struct page *)self;

    async (self) {
        await(asyncio_gather(my->numbers, FETCH("a", .number = 1), FETCH("b", .number = 2)));
        printf("%d %d\n", my->numbers[0], my->numbers[1]);
        await(my->number, coro(retries));
        printf("%d\n", my->number);
        await_catch(my->error, asyncio_wait_for(asyncio_shield(FETCH("c", .error = EPIPE)), 9));
        printf("%d\n", my->error == EPIPE);
        await_catch(my->error, coro(too_late));
        printf("%d\n", my->error == ETIMEDOUT);
    }
}

int main(void)
{
    int error = asyncio_run(coro(page));

    coro_free_memory();
    return error != 0;
}
