/*
 * Chapter 10: an event.
 */
#include "event.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <stdint.h>

void event_init(struct event *event)
{
    *event = (struct event){0};
}

bool event_is_set(const struct event *event)
{
    return event->set;
}

void event_clear(struct event *event)
{
    event->set = false;
}

void event_set(struct event *event)
{
    event->set = true;
    waiters_wake(&event->waiters, SIZE_MAX);
}

/* One call of event_wait(). */
struct waiting_for_event {
    struct coro coro;
    struct event *event;
    struct waiter waiter;
    int error;
};

static void waiting_for_event(struct coro *self)
{
    struct waiting_for_event *my = (struct waiting_for_event *)self;

    async (self) {
        /*
         * Exercise 10.1: if the event is set, return true. Else join its line and await the waiter's
         * future; what that raises is caught in my->error. Then leave the line, in any case, and raise
         * what was caught, or return true.
         */
#ifdef SOLUTION
        if (my->event->set)
            async_return(true);
        waiters_join(&my->event->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        waiters_leave(&my->event->waiters, &my->waiter);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
#else
        TODO("10.1", my);
#endif
    }
}

struct coro *event_wait(struct event *event)
{
    return coro(waiting_for_event, .event = event);
}
