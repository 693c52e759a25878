/*
 * Chapter 6: futures.
 *
 * The callbacks wait in a ring of the same handles that the ready queue is made of. So to queue them
 * is to move them from one ring to another, and to take one back is handle_cancel(), wherever it is.
 */
#include "futures.h"
#include "todo.h"

#include <errno.h>

#include "coroutines.h"
#include "loop.h"

void future_init(struct future *future, struct loop *loop)
{
    *future = (struct future){.loop = loop};
    future->callbacks.next = future->callbacks.prev = &future->callbacks;
}

bool future_done(const struct future *future)
{
    return future->state != FUTURE_PENDING;
}

bool future_cancelled(const struct future *future)
{
    return future->state == FUTURE_CANCELLED;
}

/* Takes the first handle out of the ring; NULL if it is empty. */
static struct handle *future_pop(struct future *future)
{
    struct handle *first = future->callbacks.next;

    if (first == &future->callbacks)
        return NULL;
    future->callbacks.next = first->next;
    first->next->prev = &future->callbacks;
    first->next = first->prev = NULL;
    return first;
}

/* Moves every handle of the ring to the loop's ready queue, in order. */
static void future_schedule_callbacks(struct future *future)
{
    /*
     * Exercise 6.1: pop one handle after the other and give it to loop_call_soon(). A loop that is
     * closed takes none, and then it is dropped. No callback is called here: whoever sets a result
     * is in the middle of something.
     */
    TODO("6.1", future, future_pop);
}

void future_end(struct future *future, union value value, int error)
{
    /*
     * Exercise 6.2: keep what it came to. ECANCELED makes it cancelled, all else finished; an error
     * is unread until somebody looks at it. Then schedule the callbacks.
     */
    TODO("6.2", future, &value, error, future_schedule_callbacks);
}

void future_fail(struct future *future, int error)
{
    future->error = error;
    future->unread = !future->muted;
    future->state = FUTURE_FINISHED;
    future_schedule_callbacks(future);
}

void future_mute(struct future *future)
{
    future->muted = true;
    future->unread = false;
}

int future_set_value(struct future *future, union value value)
{
    if (future->cancel != NULL)
        return EPERM;
    if (future_done(future))
        return EALREADY;
    future_end(future, value, 0);
    return 0;
}

int future_set_exception(struct future *future, int error)
{
    if (error <= 0 || error == ECANCELED)
        return EINVAL;
    if (future->cancel != NULL)
        return EPERM;
    if (future_done(future))
        return EALREADY;
    future_end(future, value_of(0), error);
    return 0;
}

bool future_cancel(struct future *future)
{
    /*
     * Exercise 6.3: a future that is done is not cancelled, but its error is no longer unread. A
     * kind of future that knows how to be cancelled (`cancel`) decides itself. Any other finishes.
     */
    TODO("6.3", future);
}

int future_exception(struct future *future, int *error)
{
    if (!future_done(future))
        return EINPROGRESS;
    if (future_cancelled(future))
        return ECANCELED;
    future->unread = false;
    *error = future->error;
    return 0;
}

int future_result(struct future *future, union value *value)
{
    int error = 0, status = future_exception(future, &error);

    if (status != 0 || error != 0)
        return status != 0 ? status : error;
    if (value != NULL)
        *value = future->value;
    return 0;
}

int future_add_done_callback(struct future *future, struct handle *handle)
{
    /*
     * Exercise 6.4: a pending future keeps HANDLE, live, at the tail of its ring. One that is done
     * gives it to loop_call_soon(), whose answer is the answer.
     */
    if (handle->callback == NULL)
        return EINVAL;
    if (handle_is_queued(handle))
        return EALREADY;
    TODO("6.4", future);
}

size_t future_remove_done_callback(struct future *future, int (*callback)(void *arg))
{
    size_t removed = 0;

    for (struct handle *handle = future->callbacks.next, *next; handle != &future->callbacks;
         handle = next) {
        next = handle->next;
        if (handle->callback == callback) {
            handle_cancel(handle);
            removed++;
        }
    }
    return removed;
}

void future_release(struct future *future)
{
    while (future_pop(future) != NULL)
        continue;
    if (!future->unread)
        return;
    future->unread = false; /* first, for a handler may release it again, or free it */
    loop_call_exception_handler(
        future->loop, &(struct exception_context){.message = "the error of a future was never read",
                                                  .error = future->error,
                                                  .future = future});
}

bool future_await(struct frame *frame, struct future *awaited)
{
    union value value = {0};
    int error;

    /*
     * Exercise 6.5: one that is done gives its result or its error at once: coro_gives(). Else a
     * future of a loop that is not running here could never wake this frame: that gives EINVAL. All
     * others must be waited for: coro_waits_for().
     */
    if (awaited == NULL)
        return coro_gives(value, ENOMEM);
    TODO("6.5", frame, &error);
}
