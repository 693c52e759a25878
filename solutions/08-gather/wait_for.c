/*
 * Chapter 8: wait_for: a timeout block around one await.
 */
#include "timeout.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>

/* Awaits a struct awaitable, and stores its result. */
#define AWAIT_ANY(lvalue, awaitable)                                                               \
    do {                                                                                           \
        SUSPEND_IF(awaitable_await(inside_async, awaitable));                                      \
        if (coro_raised(inside_async, __FILE__, __LINE__))                                         \
            goto frame_again;                                                                      \
        value_into(lvalue, coro_awaited());                                                        \
    } while (0)

/* One call of asyncio_wait_for(). */
struct waiting_for {
    struct coro coro;
    struct awaitable what;
    double delay;
    struct timeout timeout;
    union value value;
};

static void waiting_for(struct coro *self)
{
    struct waiting_for *my = (struct waiting_for *)self;

    async (self) {
        /*
         * Exercise 8.5: in a timeout block of `my->delay` seconds, AWAIT_ANY(my->value, &my->what).
         * Return the value.
         */
#ifdef SOLUTION
        asyncio_timeout (&my->timeout, my->delay) {
            AWAIT_ANY(my->value, &my->what);
        }
        async_return(my->value);
#else
        TODO("8.5", my);
#endif
        finally {
            awaitable_release(&my->what);
        }
    }
}

/* One call of asyncio_wait_for() with no time to wait. */
struct waiting_for_none {
    struct coro coro;
    struct awaitable what;
    struct future ended;  /* set when it is done */
    struct handle handle; /* sets it */
    union value value;
    bool late; /* it was not done when it was asked for */
    int error;
};

/* What was cancelled has ended. */
static int wait_none_is_over(void *arg)
{
    struct waiting_for_none *my = arg;

    if (!future_done(&my->ended))
        future_set_result(&my->ended, 0);
    return 0;
}

/*
 * Cancels what is awaited unless it is done, and lets `ended` wait for its end: a future of its
 * own, so that this task can still be cancelled if what it waits for does not want to end.
 */
static int wait_none_begin(struct waiting_for_none *my)
{
    struct loop *loop = asyncio_get_running_loop();
    int error = loop != NULL ? awaitable_start(&my->what, loop) : EINVAL;

    if (error != 0)
        return error;
    future_init(&my->ended, loop);
    handle_init(&my->handle, wait_none_is_over, my);
    my->late = !future_done(awaitable_future(my->what));
    if (!my->late)
        return future_set_result(&my->ended, 0);
    future_add_done_callback(awaitable_future(my->what), &my->handle);
    future_cancel(awaitable_future(my->what));
    return 0;
}

/* The result of what was awaited; that it was cancelled means that the time is over. */
static int wait_none_result(struct waiting_for_none *my)
{
    int error = future_result(awaitable_future(my->what), &my->value);

    return error == ECANCELED && my->late ? ETIMEDOUT : error;
}

static void waiting_for_none(struct coro *self)
{
    struct waiting_for_none *my = (struct waiting_for_none *)self;

    async (self) {
        my->error = wait_none_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        await(&my->ended);
        my->error = wait_none_result(my);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->value);
        finally {
            handle_cancel(&my->handle);
            awaitable_release(&my->what);
        }
    }
}

struct coro *asyncio_wait_for_awaitable(struct awaitable what, double timeout)
{
    struct coro *made;

    if (timeout <= 0)
        made = coro(waiting_for_none, .coro.frame.cleans_up = true, .what = what);
    else /* if it is not a number, the timeout says so */
        made = coro(waiting_for, .coro.frame.cleans_up = true, .what = what, .delay = timeout);
    if (made == NULL)
        awaitable_release(&what);
    return made;
}
