/*
 * Chapter 10: a lock.
 *
 * Between a release and the step of the one who was woken by it the lock is free, and still nobody
 * overtakes: whoever comes sees somebody in line.
 */
#include "lock.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>

void lock_init(struct lock *lock)
{
    *lock = (struct lock){0};
}

bool lock_locked(const struct lock *lock)
{
    return lock->locked;
}

/* Wakes the first in line. If that one was woken or cancelled already, its step will see to it. */
static void lock_wake_first(struct lock *lock)
{
    struct waiter *first = lock->waiters.first;

    if (first != NULL && !future_done(&first->future))
        waiter_wake(first);
}

int lock_release(struct lock *lock)
{
    if (!lock->locked)
        return EPERM;
    lock->locked = false;
    lock_wake_first(lock);
    return 0;
}

/* One call of lock_acquire(). */
struct acquiring {
    struct coro coro;
    struct lock *lock;
    struct waiter waiter;
    int error;
};

/* The wait is over, with my->error. */
static void acquiring_ends(struct acquiring *my)
{
    waiters_leave(&my->lock->waiters, &my->waiter);
    /*
     * Exercise 10.2: it was his turn: the lock is his. If he was cancelled, he does not take it; but
     * if it is free, he may have been woken for it, so the next in line must be.
     */
#ifdef SOLUTION
    if (my->error == 0)
        my->lock->locked = true;
    else if (!my->lock->locked)
        lock_wake_first(my->lock);
#else
    TODO("10.2", my, lock_wake_first);
#endif
}

static void acquiring(struct coro *self)
{
    struct acquiring *my = (struct acquiring *)self;

    async (self) {
        /*
         * Exercise 10.1: if the lock is free and nobody in line wants it (waiters_any()), take it.
         * Else join the line, await the waiter's future into my->error, and acquiring_ends(); what
         * was caught is raised again.
         */
#ifdef SOLUTION
        if (!my->lock->locked && !waiters_any(&my->lock->waiters)) {
            my->lock->locked = true;
            async_return(true);
        }
        waiters_join(&my->lock->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        acquiring_ends(my);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
#else
        TODO("10.1", my, acquiring_ends);
#endif
    }
}

struct coro *lock_acquire(struct lock *lock)
{
    return coro(acquiring, .lock = lock);
}
