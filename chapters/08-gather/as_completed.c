/*
 * Chapter 8: as_completed. Given.
 *
 * A queue of the children that are done, between their done callbacks on one side and whoever
 * awaits the next one on the other.
 */
#include "wait.h"

#include <errno.h>

/* One call of as_completed_next(). */
struct completion {
    struct coro coro;
    struct as_completed *it;
    struct completion *next; /* in it->waiters */
    struct future ready;     /* set when there may be something to take */
    struct child *child;
    union value value;
    int error;
};

/* ---- The queue ------------------------------------------------------------------------------- */

static bool queue_is_empty(const struct as_completed *it)
{
    return it->first == NULL && it->timeouts == 0;
}

/* Wakes the first that waits. What there is stays in the queue until that one has its turn. */
static void queue_wake(struct as_completed *it)
{
    struct completion *first = it->waiters;

    while (first != NULL && future_done(&first->ready))
        first = first->next;
    if (first != NULL)
        future_set_result(&first->ready, 0);
}

/* Takes the next child that is done out of the queue; NULL: the time is over. It is not empty. */
static struct child *queue_take(struct as_completed *it)
{
    struct child *first = it->first;

    if (first == NULL)
        it->timeouts--;
    else
        it->first = first->next;
    return first;
}

static void queue_add(struct as_completed *it, struct child *child)
{
    child->next = NULL;
    if (it->first == NULL)
        it->first = child;
    else
        it->last->next = child;
    it->last = child;
}

/* The done callback of each child. */
static int as_completed_child_done(void *arg)
{
    struct child *child = arg;
    struct as_completed *it = child->parent;

    queue_add(it, child);
    queue_wake(it);
    it->pending--;
    if (it->pending == 0)
        timer_cancel(&it->timer);
    return 0;
}

/* The time is over: the children's ends are of no interest any more. */
static int as_completed_times_out(void *arg)
{
    struct as_completed *it = arg;

    for (size_t i = 0; i < it->children.count; i++)
        handle_cancel(&it->children.array[i].done);
    for (; it->pending > 0; it->pending--) {
        it->timeouts++;
        queue_wake(it);
    }
    return 0;
}

/* ---- Waiting for the next -------------------------------------------------------------------- */

/* Stands in line for a child that is done. */
static struct future *completion_waits(struct completion *my)
{
    struct completion **link = &my->it->waiters;

    future_init(&my->ready, my->it->loop);
    my->next = NULL;
    while (*link != NULL)
        link = &(*link)->next;
    *link = my;
    return &my->ready;
}

/* Leaves the line, after a wait that ended with my->error. */
static void completion_waited(struct completion *my)
{
    struct completion **link = &my->it->waiters;

    while (*link != my)
        link = &(*link)->next;
    *link = my->next;
    if (my->error != 0 && !future_cancelled(&my->ready) && !queue_is_empty(my->it))
        queue_wake(my->it); /* woken, but cancelled before its turn: the next one takes it */
}

/* Takes the child that is next, and what came of it. */
static int completion_take(struct completion *my)
{
    my->child = queue_take(my->it);
    if (my->child == NULL)
        return ETIMEDOUT;
    return future_result(child_future(my->child), &my->value);
}

static void completion(struct coro *self)
{
    struct completion *my = (struct completion *)self;

    async (self) {
        if (my->it == NULL)
            async_raise(EINVAL);
        while (queue_is_empty(my->it)) {
            await_catch(my->error, completion_waits(my));
            completion_waited(my);
            if (my->error != 0)
                async_raise(my->error);
        }
        my->error = completion_take(my);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->value);
    }
}

bool as_completed_more(const struct as_completed *it)
{
    return it->left > 0;
}

struct coro *as_completed_next(struct as_completed *it)
{
    struct coro *made = coro(completion, .it = it->left > 0 ? it : NULL);

    if (made != NULL && it->left > 0)
        it->left--;
    return made;
}

/* ---- Beginning and end ----------------------------------------------------------------------- */

/* True if a child before CHILD is the same. */
static bool child_is_again(const struct children *children, const struct child *child)
{
    for (const struct child *other = children->array; other != child; other++)
        if (child_future(other) == child_future(child))
            return true;
    return false;
}

/* Takes back the callbacks of children that are there again, and counts the others. */
static size_t children_distinct(struct children *children)
{
    size_t count = 0;

    for (size_t i = 0; i < children->count; i++)
        if (child_is_again(children, &children->array[i]))
            handle_cancel(&children->array[i].done);
        else
            count++;
    return count;
}

int asyncio_as_completed_array(struct as_completed *it, double timeout,
                               const struct awaitable *awaitables, size_t count)
{
    int error;

    *it = (struct as_completed){.loop = asyncio_get_running_loop()};
    timer_init(&it->timer, as_completed_times_out, it);
    error = children_take(&it->children, awaitables, count);
    if (error != 0)
        return error;
    if (it->loop != NULL && count > 0 && timeout != NO_TIMEOUT)
        error = loop_call_later(it->loop, &it->timer, timeout);
    if (error == 0)
        error = children_start(&it->children, it->loop, as_completed_child_done, it);
    if (error != 0)
        as_completed_release(it);
    else
        it->left = it->pending = children_distinct(&it->children);
    return error;
}

void as_completed_release(struct as_completed *it)
{
    timer_cancel(&it->timer);
    children_release(&it->children);
    it->left = 0;
}
