/*
 * Chapter 7: sleeping.
 */
#include "tasks.h"
#include "todo.h"

#include <errno.h>

/* One call of asyncio_sleep(). What it gives is in `coro.value` from the start. */
struct sleeping {
    struct coro coro;
    double delay;
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

    /*
     * Exercise 7.4: let my->timer call sleep_is_over(), with the task as its argument, DELAY seconds
     * from now on the task's loop. Only if that went well is the task parked. The error is the answer.
     */
    if (task == NULL || coro_running_stack() != &task->stack)
        return EINVAL; /* a task that drives another stack would sleep in place of that */
    TODO("7.4", my, sleep_is_over);
}

static void sleeping(struct coro *self)
{
    struct sleeping *my = (struct sleeping *)self;

    async (self) {
        my->error = sleeping_begin(my);
        if (my->error != 0)
            async_raise(my->error);
        async_yield(my->error, 0); /* 0 comes in */
        finally {
            timer_cancel(&my->timer);
        }
    }
}

/* A call with no time to wait. All that it does is to let others run: so its frame is small. */
struct turn {
    struct coro coro;
    int sent;
};

static void turn(struct coro *self)
{
    struct turn *my = (struct turn *)self;

    async (self) {
        async_yield(my->sent, 0);
    }
}

/* A delay that is not a number is refused with the timer. */
struct coro *asyncio_sleep_value(double delay, union value value)
{
    if (delay <= 0)
        return coro(turn, .coro.value = value);
    return coro(sleeping, .delay = delay, .coro.value = value);
}

struct coro *asyncio_sleep(double delay)
{
    return asyncio_sleep_value(delay, value_of(0));
}
