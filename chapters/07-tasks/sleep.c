/*
 * Chapter 7: sleeping.
 */
#include "tasks.h"
#include "todo.h"

#include <errno.h>

/* One call of asyncio_sleep(). */
struct sleeping {
    struct coro coro;
    double delay;
    union value value; /* what it gives when the time is over */
    union value ignored;
    struct timer timer; /* ends the sleep */
    int error;
};

/* The time is over: as if a future were set here, the sleeper is resumed one iteration later. */
static int sleep_is_over(void *arg)
{
    task_wake(arg);
    return 0;
}

/* Arranges for the current task to be woken in DELAY seconds. */
static int sleeping_begin(struct sleeping *my)
{
    struct task *task = asyncio_current_task();

    if (task == NULL)
        return EINVAL;
        /*
     * Exercise 7.4: let my->timer call sleep_is_over(), with the task as its argument, DELAY seconds
     * from now on the task's loop. Only if that went well is the task parked. The error is the answer.
     */
    TODO("7.4", my, sleep_is_over);
}

static void sleeping(struct coro *self)
{
    struct sleeping *my = (struct sleeping *)self;

    async (self) {
        if (!(my->delay <= 0)) { /* a delay that is not a number is refused with the timer */
            my->error = sleeping_begin(my);
            if (my->error != 0)
                async_raise(my->error);
        }
        async_yield(my->ignored, 0);
        async_return(my->value);
        finally
        {
            timer_cancel(&my->timer);
        }
    }
}

struct coro *asyncio_sleep_value(double delay, union value value)
{
    return coro(sleeping, .delay = delay, .value = value);
}

struct coro *asyncio_sleep(double delay)
{
    return asyncio_sleep_value(delay, value_of(0));
}
