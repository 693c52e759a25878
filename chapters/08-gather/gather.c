/*
 * Chapter 8: gather.
 *
 * A future with many children. Each child's end calls back; the last one, or the first error, ends
 * the future. Nothing is allocated but the array of children and their tasks.
 */
#include "gather.h"
#include "todo.h"

#include <errno.h>
#include <string.h>

void results_store(struct results results, size_t index, union value value)
{
    void **pointers = results.array;

    if (results.array == NULL)
        return;
    if (results.type == RESULTS_VALUE)
        ((union value *)results.array)[index] = value;
    else if (results.type == RESULTS_POINTER)
        memcpy(&pointers[index], &value.pointer,
               sizeof value.pointer); /* of whatever type they are */
    else if (results.type == RESULTS_DOUBLE)
        ((double *)results.array)[index] = value.number;
    else if (results.type == RESULTS_BOOL)
        ((bool *)results.array)[index] = value.integer != 0;
    else if (results.type == RESULTS_INT)
        ((int *)results.array)[index] = (int)value.integer;
    else if (results.type == RESULTS_LONG)
        ((long *)results.array)[index] = (long)value.integer;
    else
        ((long long *)results.array)[index] = value.integer;
}

/* Every child is done: collects what came of them, and ends the gather. */
static void gather_finish(struct gather *gather)
{
    /*
     * Exercise 8.2: read the result of each child, in order, and store it. With an array of errors,
     * each child's error, or 0, goes there. Then the gather ends well, with 0: future_end(). But if
     * it was asked to cancel, it fails with ECANCELED, even if every child swallowed that.
     */
    TODO("8.2", gather);
}

/* The done callback of each child. */
static int gather_child_done(void *arg)
{
    struct child *child = arg;
    struct gather *gather = child->parent;
    int error = future_result(child_future(child), NULL); /* it counts as looked at from here on */

    /*
     * Exercise 8.1: count this child; `left` says how many are still to come. A gather that is done
     * already has no use for it. An error, ECANCELED too, is the gather's own at once: future_fail();
     * unless errors are to be returned. Else, with the last child the gather is finished.
     */
    TODO("8.1", gather, error, gather_finish);
}

/* How the gather's future is cancelled. */
static bool gather_cancel(struct future *future)
{
    struct gather *gather = container_of(future, struct gather, future);

    /*
     * Exercise 8.3: ask every child to cancel, in order; the answer is whether any of them agreed,
     * and then the gather has to remember that it was asked. It is not done by that.
     */
    TODO("8.3", gather);
}

/* The loop that is running; if none is, that of the first child that has one. */
static struct loop *children_loop(const struct children *children)
{
    struct loop *loop = asyncio_get_running_loop();

    for (size_t i = 0; i < children->count && loop == NULL; i++)
        if (awaitable_future(children->array[i].what) != NULL)
            loop = awaitable_future(children->array[i].what)->loop;
    return loop;
}

/* Begins a gather that has its children, its results and its errors. */
static int gather_begin(struct gather *gather)
{
    struct loop *loop = children_loop(&gather->children);
    int error;

    future_init(&gather->future, loop);
    gather->future.cancel = gather_cancel;
    gather->left = gather->children.count;
    error = children_start(&gather->children, loop, gather_child_done, gather);
    if (error != 0)
        gather->future.loop = NULL; /* there is nothing to end */
    else if (gather->left == 0)
        gather_finish(gather);
    return error;
}

int gather_start(struct gather *gather, struct results results, int *errors,
                 const struct awaitable *awaitables, size_t count)
{
    int error;

    *gather = (struct gather){.results = results, .errors = errors};
    error = children_take(&gather->children, awaitables, count);
    if (error == 0)
        error = gather_begin(gather);
    if (error != 0) {
        children_release(&gather->children);
        *gather = (struct gather){0};
    }
    return error;
}

void gather_release(struct gather *gather)
{
    for (size_t i = 0; i < gather->children.count; i++) {
        struct future *future = child_future(&gather->children.array[i]);

        if (future != NULL && gather->future.loop != NULL)
            future_mute(future);
    }
    children_release(&gather->children);
    if (gather->future.loop != NULL)
        future_release(&gather->future);
    gather->future.loop = NULL;
}

/* One call of asyncio_gather(). */
struct gathering {
    struct coro coro;
    struct gather gather;
    int error;
};

static void gathering(struct coro *self)
{
    struct gathering *my = (struct gathering *)self;

    async (self) {
        my->error = gather_begin(&my->gather);
        if (my->error != 0)
            async_raise(my->error);
        await(&my->gather.future);
        finally {
            gather_release(&my->gather);
        }
    }
}

struct coro *asyncio_gather_array(struct results results, int *errors,
                                  const struct awaitable *awaitables, size_t count)
{
    struct gather gather = {.results = results, .errors = errors};
    struct coro *made;

    if (children_take(&gather.children, awaitables, count) != 0)
        return NULL;
    made = coro(gathering, .coro.frame.cleans_up = true, .gather = gather);
    if (made == NULL)
        children_release(&gather.children);
    return made;
}
