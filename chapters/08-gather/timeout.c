/*
 * Chapter 8: timeout blocks.
 *
 * A deadline is a timer that cancels the task; the end of the block takes that cancel back. The
 * task's count of cancels says whether anybody else has asked meanwhile.
 */
#include "timeout.h"
#include "todo.h"

#include <errno.h>

/* The deadline has come. */
static int timeout_comes(void *arg)
{
    struct timeout *timeout = arg;

    task_cancel(timeout->task);
    timeout->state = TIMEOUT_EXPIRING;
    return 0;
}

double timeout_when(const struct timeout *timeout)
{
    return timeout->when;
}

bool timeout_expired(const struct timeout *timeout)
{
    return timeout->state == TIMEOUT_EXPIRING || timeout->state == TIMEOUT_EXPIRED;
}

/* Lets the deadline come at timeout->when. */
static int timeout_schedule(struct timeout *timeout)
{
    struct loop *loop = timeout->task->future.loop;

    if (timeout->when == NO_TIMEOUT)
        return 0;
    if (timeout->when <= loop_time(loop))
        return loop_call_soon(loop, &timeout->timer.handle);
    return loop_call_at(loop, &timeout->timer, timeout->when);
}

int timeout_reschedule(struct timeout *timeout, double when)
{
    int error;

    if (timeout->state != TIMEOUT_ENTERED)
        return timeout->state == TIMEOUT_CREATED ? EINVAL : EALREADY;
    timer_cancel(&timeout->timer);
    timeout->when = when;
    error = timeout_schedule(timeout);
    if (error != 0)
        timeout->when = NO_TIMEOUT;
    return error;
}

int timeout_enter(struct timeout *timeout, double when)
{
    struct task *task = asyncio_current_task();
    int error;

    if (timeout->block.place != ASYNC_LEFT)
        return EALREADY;
    if (task == NULL)
        return EINVAL;
    *timeout = (struct timeout){.task = task, .cancelling = task_cancelling(task)};
    timer_init(&timeout->timer, timeout_comes, timeout);
    timeout->state = TIMEOUT_ENTERED;
    error = timeout_reschedule(timeout, when);
    if (error != 0)
        timeout->state = TIMEOUT_CREATED;
    return error;
}

int timeout_enter_delay(struct timeout *timeout, double delay)
{
    struct loop *loop = asyncio_get_running_loop();

    return loop != NULL ? timeout_enter(timeout, loop_time(loop) + delay) : EINVAL;
}

struct future *timeout_exit(struct timeout *timeout)
{
    timer_cancel(&timeout->timer);
    /*
     * Exercise 8.4: left in time, it is only EXITED. If it was EXPIRING, it is EXPIRED, and its
     * cancel is taken off the task's count. If that is then no higher than when the block was
     * entered, and ECANCELED is leaving the block, that becomes ETIMEDOUT. There is nothing to wait
     * for.
     */
    TODO("8.4", timeout);
}
