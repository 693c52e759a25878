/*
 * Chapter 8: coroutines, tasks and futures under one type. Given.
 */
#include "awaitable.h"

#include <errno.h>
#include <stdlib.h>

/* ---- One ------------------------------------------------------------------------------------- */

bool awaitable_is_null(struct awaitable awaitable)
{
    if (awaitable.kind == AWAITABLE_CORO)
        return awaitable.coro == NULL;
    if (awaitable.kind == AWAITABLE_FUTURE)
        return awaitable.future == NULL;
    return awaitable.task == NULL;
}

struct future *awaitable_future(struct awaitable awaitable)
{
    if (awaitable.kind == AWAITABLE_CORO || awaitable_is_null(awaitable))
        return NULL;
    return awaitable.kind == AWAITABLE_FUTURE ? awaitable.future : &awaitable.task->future;
}

/* True for a coroutine that is ours to run or to free. One that has begun is somebody else's. */
static bool awaitable_is_fresh(struct awaitable awaitable)
{
    return awaitable.kind == AWAITABLE_CORO && awaitable.coro != NULL &&
           awaitable.coro->frame.at == FRAME_START;
}

int awaitable_start(struct awaitable *awaitable, struct loop *loop)
{
    bool is_fresh = awaitable_is_fresh(*awaitable);
    struct task *task;

    if (awaitable_is_null(*awaitable))
        return ENOMEM;
    if (awaitable->kind != AWAITABLE_CORO)
        return awaitable_future(*awaitable)->loop == loop ? 0 : EINVAL;
    task = is_fresh ? loop_create_task(loop, awaitable->coro) : NULL;
    awaitable->coro = NULL;
    if (task == NULL)
        return is_fresh ? ENOMEM : EALREADY;
    *awaitable = (struct awaitable){.kind = AWAITABLE_MADE, .task = task};
    return 0;
}

void awaitable_release(struct awaitable *awaitable)
{
    if (awaitable_is_fresh(*awaitable))
        coro_drop(awaitable->coro);
    else if (awaitable->kind == AWAITABLE_MADE)
        task_release(awaitable->task);
    *awaitable = (struct awaitable){0};
}

bool awaitable_await(struct frame *frame, struct awaitable *awaitable)
{
    struct coro *coro = awaitable->coro;

    if (awaitable->kind == AWAITABLE_FUTURE)
        return future_await(frame, awaitable->future);
    if (awaitable->kind != AWAITABLE_CORO)
        return task_await(frame, awaitable->task);
    awaitable->coro = NULL; /* its await frees it */
    return coro_await(frame, coro);
}

/* ---- Many ------------------------------------------------------------------------------------ */

/* True if one of them could not be allocated; or if the array could not. */
static bool children_lack_memory(const struct children *children)
{
    for (size_t i = 0; i < children->count; i++)
        if (children->array == NULL || awaitable_is_null(children->array[i].what))
            return true;
    return false;
}

/*
 * Finds coroutines that are there twice. Nobody has called a coroutine before it begins, so its
 * `caller` can hold the first child that has it: one look at each, and not at each pair.
 */
static void children_find_twins(struct children *children)
{
    for (size_t i = 0; i < children->count; i++) {
        struct child *child = &children->array[i];
        struct coro *coro = child->what.coro;

        if (!awaitable_is_fresh(child->what))
            continue;
        if (coro->caller != NULL) {
            child->same_as = (struct child *)(void *)coro->caller;
            child->what = (struct awaitable){0};
        } else {
            coro->caller = (struct coro *)(void *)child;
        }
    }
    for (size_t i = 0; i < children->count; i++)
        if (awaitable_is_fresh(children->array[i].what))
            children->array[i].what.coro->caller = NULL;
}

/* Frees those of COUNT awaitables that are coroutines, each once. */
static void awaitables_drop(const struct awaitable *awaitables, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool again = false;

        for (size_t j = 0; j < i && !again; j++)
            again =
                awaitables[j].kind == AWAITABLE_CORO && awaitables[j].coro == awaitables[i].coro;
        if (!again && awaitable_is_fresh(awaitables[i]))
            coro_drop(awaitables[i].coro);
    }
}

int children_take(struct children *children, const struct awaitable *awaitables, size_t count)
{
    *children = (struct children){0};
    if (count == 0)
        return 0;
    *children = (struct children){.array = calloc(count, sizeof(struct child)), .count = count};
    for (size_t i = 0; children->array != NULL && i < count; i++)
        children->array[i].what = awaitables[i];
    if (children_lack_memory(children)) {
        awaitables_drop(awaitables, count);
        free(children->array);
        *children = (struct children){0};
        return ENOMEM;
    }
    children_find_twins(children);
    return 0;
}

struct future *child_future(const struct child *child)
{
    return awaitable_future(child->same_as != NULL ? child->same_as->what : child->what);
}

/* Cancels the tasks that were made; they have not begun, so they never will. */
static void children_cancel_made(struct children *children)
{
    for (size_t i = 0; i < children->count; i++)
        if (children->array[i].what.kind == AWAITABLE_MADE)
            task_cancel(children->array[i].what.task);
}

int children_start(struct children *children, struct loop *loop, int (*callback)(void *arg),
                   void *parent)
{
    int error = loop != NULL ? 0 : EINVAL;

    for (size_t i = 0; i < children->count && error == 0; i++)
        if (children->array[i].same_as == NULL)
            error = awaitable_start(&children->array[i].what, loop);
    if (error != 0) {
        children_cancel_made(children);
        return error;
    }
    for (size_t i = 0; i < children->count; i++) {
        struct child *child = &children->array[i];

        child->parent = parent;
        handle_init(&child->done, callback, child);
        future_add_done_callback(child_future(child), &child->done);
    }
    return 0;
}

void children_release(struct children *children)
{
    for (size_t i = 0; i < children->count; i++) {
        handle_cancel(&children->array[i].done);
        awaitable_release(&children->array[i].what);
    }
    free(children->array);
    *children = (struct children){0};
}
