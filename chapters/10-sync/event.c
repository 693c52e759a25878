/*
 * Chapter 10: an event.
 */
#include "event.h"

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
    struct waiter *waiter;

    event->set = true;
    while ((waiter = waiters_next(&event->waiters)) != NULL) {
        waiter_wake(waiter);
        waiters_leave(&event->waiters, waiter);
    }
}

/* One call of event_wait(). */
struct waiting_for_event {
    struct coro coro;
    struct event *event;
    struct waiter waiter;
    bool in_line;
};

static void waiting_for_event(struct coro *self)
{
    struct waiting_for_event *my = (struct waiting_for_event *)self;

    async (self) {
        if (my->event->set)
            async_return(true);
        waiters_join(&my->event->waiters, &my->waiter);
        my->in_line = true;
        await(&my->waiter.future);
        async_return(true);
        finally
        {
            if (my->in_line)
                waiters_leave(&my->event->waiters, &my->waiter);
        }
    }
}

struct coro *event_wait(struct event *event)
{
    return coro(waiting_for_event, .event = event);
}
