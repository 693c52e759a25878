/*
 * Chapter 8: wait. Given.
 */
#include "wait.h"

#include <errno.h>
#include <stdlib.h>

/* One call of asyncio_wait(). The array is of tasks or of futures: one of the two is not NULL. */
struct waiting {
    struct coro coro;
    struct task **tasks;
    struct future **futures;
    size_t count;
    double delay;
    enum asyncio_return_when return_when;
    struct child *children; /* what stood in the array when it began */
    size_t left;            /* how many of them are not done */
    struct future waiter;   /* set when the wait is over */
    struct timer timer;
    int error;
};

/* The wait is over. */
static int waiting_ends(void *arg)
{
    struct waiting *my = arg;

    future_set_result(&my->waiter, 0); /* it may be set already: then nothing changes */
    return 0;
}

/* True if CHILD, which is done, has failed. To look is to have seen the error. */
static bool child_has_failed(const struct child *child)
{
    int error = 0;

    return future_exception(child_future(child), &error) == 0 && error != 0;
}

/* The done callback of each. */
static int waiting_child_done(void *arg)
{
    struct child *child = arg;
    struct waiting *my = child->parent;

    my->left--;
    if (my->left > 0 && my->return_when == ASYNCIO_ALL_COMPLETED)
        return 0;
    if (my->left > 0 && my->return_when == ASYNCIO_FIRST_EXCEPTION && !child_has_failed(child))
        return 0;
    return waiting_ends(my);
}

/* Place I of the array. */
static struct awaitable waiting_get(const struct waiting *my, size_t i)
{
    return my->tasks != NULL ? awaitable_of(my->tasks[i]) : awaitable_of(my->futures[i]);
}

/* 0 if all of them can be waited for. */
static int waiting_check(const struct waiting *my, const struct loop *loop)
{
    if (my->count == 0 || loop == NULL || my->return_when > ASYNCIO_FIRST_EXCEPTION)
        return EINVAL;
    for (size_t i = 0; i < my->count; i++) {
        if (awaitable_is_null(waiting_get(my, i)))
            return ENOMEM;
        if (awaitable_future(waiting_get(my, i))->loop != loop)
            return EINVAL;
    }
    return 0;
}

/* Adds a done callback to each. */
static int waiting_add_callbacks(struct waiting *my)
{
    my->children = calloc(my->count, sizeof *my->children);
    if (my->children == NULL)
        return ENOMEM;
    my->left = my->count;
    for (size_t i = 0; i < my->count; i++) {
        struct child *child = &my->children[i];

        child->what = waiting_get(my, i);
        child->parent = my;
        handle_init(&child->done, waiting_child_done, child);
        future_add_done_callback(child_future(child), &child->done);
    }
    return 0;
}

/* Begins the wait. */
static int waiting_begin(struct waiting *my)
{
    struct loop *loop = asyncio_get_running_loop();
    int error = waiting_check(my, loop);

    if (error != 0)
        return error;
    future_init(&my->waiter, loop);
    timer_init(&my->timer, waiting_ends, my);
    if (my->delay != NO_TIMEOUT)
        error = loop_call_later(loop, &my->timer, my->delay);
    return error != 0 ? error : waiting_add_callbacks(my);
}

/* Ends it, in whatever way. */
static void waiting_release(struct waiting *my)
{
    timer_cancel(&my->timer);
    for (size_t i = 0; my->children != NULL && i < my->count; i++)
        handle_cancel(&my->children[i].done);
    free(my->children);
}

/* Writes those that are done, or not done, to the array, from PLACE on. Returns the next place. */
static size_t waiting_put(struct waiting *my, bool done, size_t place)
{
    for (size_t i = 0; i < my->count; i++) {
        struct awaitable what = my->children[i].what;

        if (future_done(child_future(&my->children[i])) != done)
            continue;
        if (my->tasks != NULL)
            my->tasks[place++] = what.task;
        else
            my->futures[place++] = what.future;
    }
    return place;
}

/* Puts those that are done now first. Returns how many. */
static size_t waiting_sort(struct waiting *my)
{
    size_t done = waiting_put(my, true, 0);

    waiting_put(my, false, done);
    return done;
}

static void waiting(struct coro *self)
{
    struct waiting *my = (struct waiting *)self;

    async (self) {
        my->error = waiting_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        await(&my->waiter);
        async_return(waiting_sort(my));
        finally {
            waiting_release(my);
        }
    }
}

struct coro *asyncio_wait_tasks(struct task **tasks, size_t count, double timeout,
                                enum asyncio_return_when return_when)
{
    return coro(waiting, .tasks = tasks, .count = tasks != NULL ? count : 0, .delay = timeout,
                .return_when = return_when);
}

struct coro *asyncio_wait_futures(struct future **futures, size_t count, double timeout,
                                  enum asyncio_return_when return_when)
{
    return coro(waiting, .futures = futures, .count = futures != NULL ? count : 0, .delay = timeout,
                .return_when = return_when);
}
