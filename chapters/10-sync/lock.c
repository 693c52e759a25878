/*
 * Chapter 10: a lock.
 *
 * Between a release and the step of the one who was woken by it the lock is free, and still nobody
 * overtakes: whoever comes sees somebody in line.
 */
#include "lock.h"
#include "todo.h"

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

bool lock_wait_begins(struct lock *lock, struct waiter *waiter)
{
    /*
     * Exercise 10.2: if the lock is free and nobody in line is to have it (waiters_any()), take it and
     * return false: there is no wait. Else join the line, and return true.
     */
    TODO("10.2", lock, waiter);
}

void lock_wait_ends(struct lock *lock, struct waiter *waiter, int error)
{
    /*
     * Exercise 10.3: leave the line. Without an error the lock is taken now. With one it is not; but
     * if it is free it may have been freed for this waiter: then the first in line is woken for it,
     * lock_wake_first().
     */
    TODO("10.3", lock, waiter, error, lock_wake_first);
}

/* One call of lock_acquire(). */
struct acquiring {
    struct coro coro;
    struct lock *lock;
    struct waiter waiter;
    int error;
};

static void acquiring(struct coro *self)
{
    struct acquiring *my = (struct acquiring *)self;

    async (self) {
        if (lock_wait_begins(my->lock, &my->waiter)) {
            await_catch(my->error, &my->waiter.future);
            lock_wait_ends(my->lock, &my->waiter, my->error);
        }
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
    }
}

struct coro *lock_acquire(struct lock *lock)
{
    return coro(acquiring, .lock = lock);
}
