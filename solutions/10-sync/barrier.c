/*
 * Chapter 10: a barrier.
 *
 * Python builds it on a condition, whose lock is held by everybody in turn; in one thread, without an
 * await in between, that lock protects nothing. Two lines do: those of this round, and those who came
 * too early for the next.
 */
#include "barrier.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdint.h>

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

/* True if a round is leaving: the next one can't begin yet. */
static bool barrier_is_leaving(const struct barrier *barrier)
{
    return barrier->state == BARRIER_DRAINING || barrier->state == BARRIER_RESETTING;
}

/* Lets everybody of this round go. What they make of it hangs on STATE. */
static void barrier_opens(struct barrier *barrier, enum barrier_state state)
{
    barrier->state = (unsigned char)state;
    waiters_wake(&barrier->waiting, SIZE_MAX);
}

void barrier_reset(struct barrier *barrier)
{
    barrier_opens(barrier, barrier->count > 0 ? BARRIER_RESETTING : BARRIER_FILLING);
}

void barrier_abort(struct barrier *barrier)
{
    barrier_opens(barrier, BARRIER_BROKEN);
    waiters_wake(&barrier->next, SIZE_MAX);
}

/* One who was inside leaves, in whatever way. */
static void barrier_leave(struct barrier *barrier)
{
    /*
     * Exercise 10.6: one less is inside. If he is the last of a round that is leaving, the next one
     * can be filled, and all who wait for it are woken.
     */
#ifdef SOLUTION
    barrier->count--;
    if (barrier->count > 0 || !barrier_is_leaving(barrier))
        return;
    barrier->state = BARRIER_FILLING;
    waiters_wake(&barrier->next, SIZE_MAX);
#else
    TODO("10.6", barrier);
#endif
}

/* One call of barrier_wait(). */
struct arriving {
    struct coro coro;
    struct barrier *barrier;
    struct waiter waiter;
    int error;
    size_t index;
};

static void arriving(struct coro *self)
{
    struct arriving *my = (struct arriving *)self;
    struct barrier *barrier = my->barrier;

    async (self) {
        while (barrier_is_leaving(barrier)) {
            waiters_join(&barrier->next, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            waiters_leave(&barrier->next, &my->waiter);
            if (my->error != 0)
                async_raise(my->error);
        }
        if (barrier_broken(barrier))
            async_raise(ENOTRECOVERABLE);
        my->index = barrier->count++;
        if (barrier->count < barrier->parties) {
            waiters_join(&barrier->waiting, &my->waiter);
            await_catch(my->error, &my->waiter.future);
            waiters_leave(&barrier->waiting, &my->waiter);
            if (my->error == 0 && barrier->state != BARRIER_DRAINING)
                my->error = ENOTRECOVERABLE;
        } else {
            barrier_opens(barrier, BARRIER_DRAINING);
        }
        barrier_leave(barrier);
        if (my->error != 0)
            async_raise(my->error);
        async_return(my->index);
    }
}

struct coro *barrier_wait(struct barrier *barrier)
{
    return coro(arriving, .barrier = barrier);
}
