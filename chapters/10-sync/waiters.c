/*
 * Chapter 10: standing in line.
 */
#include "waiters.h"

void waiters_join(struct waiters *waiters, struct waiter *waiter)
{
    future_init(&waiter->future, asyncio_get_running_loop());
    waiter->next = NULL;
    waiter->prev = waiters->last;
    if (waiters->last != NULL)
        waiters->last->next = waiter;
    else
        waiters->first = waiter;
    waiters->last = waiter;
    if (waiters->next == NULL)
        waiters->next = waiter;
}

void waiters_leave(struct waiters *waiters, struct waiter *waiter)
{
    if (waiter->prev == NULL && waiters->first != waiter)
        return;
    if (waiters->next == waiter)
        waiters->next = waiter->next;
    if (waiter->next != NULL)
        waiter->next->prev = waiter->prev;
    else
        waiters->last = waiter->prev;
    if (waiter->prev != NULL)
        waiter->prev->next = waiter->next;
    else
        waiters->first = waiter->next;
    waiter->next = waiter->prev = NULL;
}

bool waiters_any(const struct waiters *waiters)
{
    for (const struct waiter *waiter = waiters->first; waiter != NULL; waiter = waiter->next)
        if (!future_cancelled(&waiter->future))
            return true;
    return false;
}

struct waiter *waiters_next(struct waiters *waiters)
{
    while (waiters->next != NULL && future_done(&waiters->next->future))
        waiters->next = waiters->next->next;
    return waiters->next;
}

void waiter_wake(struct waiter *waiter)
{
    future_set_result(&waiter->future, 1);
}

bool waiter_woken(const struct waiter *waiter)
{
    return future_done(&waiter->future) && !future_cancelled(&waiter->future);
}

void waiters_wake(struct waiters *waiters, size_t count)
{
    struct waiter *next;

    while (count-- > 0 && (next = waiters_next(waiters)) != NULL)
        waiter_wake(next);
}
