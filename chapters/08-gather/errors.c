/*
 * Chapter 8: where errors go. One passes through an await and is caught; one comes out of a gather;
 * one is kept by a gather beside the results of the others; and one nobody reads, so the loop
 * reports it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gather.h"

//! [ask]
/* Asks a shop for its price, which takes a while, and may fail. */
struct ask {
    struct coro coro;
    const char *shop;
    double seconds;
    int price;
    int error;
};

static void ask(struct coro *self)
{
    struct ask *my = (struct ask *)self;

    async (self) {
        await(asyncio_sleep(my->seconds));
        if (my->error != 0)
            async_raise(my->error);
        printf("  %s answers\n", my->shop);
        async_return(my->price);
    }
}
//! [ask]

//! [caught]
/* The price with 20 percent on top. What goes wrong in ask() goes through here. */
struct price_with_tax {
    struct coro coro;
    const char *shop;
    int error;
    int price;
};

static void price_with_tax(struct coro *self)
{
    struct price_with_tax *my = (struct price_with_tax *)self;

    async (self) {
        await(my->price,
              coro(ask, .shop = my->shop, .seconds = 0.1, .price = 100, .error = my->error));
        async_return(my->price * 120 / 100);
        finally {
            printf("  done with %s\n", my->shop);
        }
    }
}

/* An error passes through an await, and is caught around another. */
struct caught {
    struct coro coro;
    int price;
    int error;
};

static void caught(struct coro *self)
{
    struct caught *my = (struct caught *)self;

    async (self) {
        printf("An error passes through an await, and is caught around another:\n");
        await_catch(my->error, my->price,
                    coro(price_with_tax, .shop = "Alpha", .error = ECONNREFUSED));
        if (my->error == 0)
            printf("  %d\n", my->price);
        else
            printf("  caught: %s\n", strerror(my->error));
    }
}
//! [caught]

//! [raised]
/* The first error of many. */
struct raised {
    struct coro coro;
    int error;
};

static void raised(struct coro *self)
{
    struct raised *my = (struct raised *)self;

    async (self) {
        printf("Gather: the first error comes out, and the others go on:\n");
        await_catch(my->error,
                    asyncio_gather(NULL, coro(ask, .shop = "Alpha", .seconds = 0.1, .price = 100),
                                   coro(ask, .shop = "Beta", .seconds = 0.2, .error = EHOSTUNREACH),
                                   coro(ask, .shop = "Gamma", .seconds = 0.3, .price = 120)));
        if (my->error != 0)
            printf("  caught: %s\n", strerror(my->error));
        await(asyncio_sleep(0.2));
    }
}
//! [raised]

//! [kept]
/* All errors and all results. */
struct kept {
    struct coro coro;
    int prices[3];
    int errors[3];
};

static void kept(struct coro *self)
{
    struct kept *my = (struct kept *)self;

    async (self) {
        printf("Gather with return_exceptions: to each its own:\n");
        await(asyncio_gather_return_exceptions(
            my->prices, my->errors, coro(ask, .shop = "Alpha", .seconds = 0.1, .price = 100),
            coro(ask, .shop = "Beta", .seconds = 0.2, .error = EHOSTUNREACH),
            coro(ask, .shop = "Gamma", .seconds = 0.3, .price = 120)));
        for (int i = 0; i < 3; i++)
            if (my->errors[i] != 0)
                printf("  %s\n", strerror(my->errors[i]));
            else
                printf("  %d\n", my->prices[i]);
    }
}
//! [kept]

//! [unread]
/* The error of a task that is let go before anybody has looked at it. */
struct unread {
    struct coro coro;
    struct task *task;
};

static void unread(struct coro *self)
{
    struct unread *my = (struct unread *)self;

    async (self) {
        printf("A task whose error nobody reads:\n");
        my->task = asyncio_create_task(coro(ask, .shop = "Alpha", .error = ENETDOWN));
        if (my->task == NULL)
            async_raise(ENOMEM);
        await(asyncio_sleep(0.1));
        printf("  the task is let go\n");
        finally {
            task_release(my->task);
        }
    }
}

/* The loop's exception handler. */
static int report(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    printf("  reported: %s\n", strerror(context->error));
    return 0;
}
//! [unread]

/* One after the other. */
struct program {
    struct coro coro;
};

static void program(struct coro *self)
{
    async (self) {
        loop_set_exception_handler(asyncio_get_running_loop(), report);
        await(coro(caught));
        await(coro(raised));
        await(coro(kept));
        await(coro(unread));
    }
}

int main(void)
{
    int error;

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line shows when it is written, also in a pipe */
    error = asyncio_run(coro(program));
    if (error != 0)
        fprintf(stderr, "errors: %s\n", strerror(error));
    coro_free_memory();
    return error != 0;
}
