/*
 * Chapter 10: a barrier.
 *
 * Python builds it on a condition, whose lock is held by everybody in turn; in one thread, without an
 * await in between, that lock protects nothing. Two lines do: those of this round, and those who came
 * too early for the next.
 */
#include "barrier.h"

#include <errno.h>

int barrier_init(struct barrier *barrier, size_t parties)
{
    if (parties == 0)
        return EINVAL;
    *barrier = (struct barrier){.parties = parties};
    return 0;
}

size_t barrier_n_waiting(const struct barrier *barrier)
{
    return barrier->state == BARRIER_FILLING ? barrier->count : 0;
}

bool barrier_broken(const struct barrier *barrier)
{
    return barrier->state == BARRIER_BROKEN;
}

/* Wakes everybody in LINE. */
static void wake_all(struct waiters *line)
{
    struct waiter *waiter;

    while ((waiter = waiters_next(line)) != NULL)
        waiter_wake(waiter);
}

/* Wakes everybody of this round, who leave as STATE says. */
static void barrier_leave_as(struct barrier *barrier, enum barrier_state state)
{
    barrier->state = (unsigned char)state;
    wake_all(&barrier->waiting);
}

void barrier_reset(struct barrier *barrier)
{
    if (barrier->count > 0)
        barrier_leave_as(barrier, BARRIER_RESETTING);
    else
        barrier->state = BARRIER_FILLING;
    wake_all(&barrier->next);
}

void barrier_abort(struct barrier *barrier)
{
    barrier_leave_as(barrier, BARRIER_BROKEN);
    wake_all(&barrier->next);
}

/* One call of barrier_wait(). */
struct arriving {
    struct coro coro;
    struct barrier *barrier;
    struct waiter waiter;
    struct waiters *line; /* in which he stands, or stood last */
    size_t index;
    bool inside;
};

/* True if the next round can't begin yet. */
static bool barrier_is_leaving(const struct barrier *barrier)
{
    return barrier->state == BARRIER_DRAINING || barrier->state == BARRIER_RESETTING;
}

static struct future *arriving_join(struct arriving *my, struct waiters *line)
{
    my->line = line;
    waiters_join(line, &my->waiter);
    return &my->waiter.future;
}

static void arriving_leave(struct arriving *my)
{
    if (my->line != NULL)
        waiters_leave(my->line, &my->waiter);
    my->line = NULL;
}

/* He came in. True if he must wait for others. */
static bool arriving_enter(struct arriving *my)
{
    struct barrier *barrier = my->barrier;

    my->inside = true;
    my->index = barrier->count++;
    if (barrier->count < barrier->parties)
        return true;
    barrier_leave_as(barrier, BARRIER_DRAINING);
    return false;
}

/* He leaves, in whatever way. The last one opens the next round. */
static void arriving_exit(struct arriving *my)
{
    struct barrier *barrier = my->barrier;

    arriving_leave(my);
    if (!my->inside || --barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    wake_all(&barrier->next);
}

static void arriving(struct coro *self)
{
    struct arriving *my = (struct arriving *)self;

    async (self) {
        while (barrier_is_leaving(my->barrier)) {
            await(arriving_join(my, &my->barrier->next));
            arriving_leave(my);
        }
        if (my->barrier->state == BARRIER_BROKEN)
            async_raise(ENOTRECOVERABLE);
        if (arriving_enter(my)) {
            await(arriving_join(my, &my->barrier->waiting));
            if (my->barrier->state != BARRIER_DRAINING)
                async_raise(ENOTRECOVERABLE);
        }
        async_return(my->index);
        finally
        {
            arriving_exit(my);
        }
    }
}

struct coro *barrier_wait(struct barrier *barrier)
{
    return coro(arriving, .barrier = barrier);
}
