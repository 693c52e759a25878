/*
 * Chapter 10: a condition.
 */
#include "condition.h"
#include "todo.h"

#include <errno.h>
#include <stdint.h>

void condition_init(struct condition *condition, struct lock *lock)
{
    *condition = (struct condition){.lock = lock};
    if (lock == NULL)
        condition->lock = &condition->own_lock;
}

struct coro *condition_acquire(struct condition *condition)
{
    return lock_acquire(condition->lock);
}

int condition_release(struct condition *condition)
{
    return lock_release(condition->lock);
}

int condition_notify(struct condition *condition, size_t count)
{
    if (!lock_locked(condition->lock))
        return EPERM;
    waiters_wake(&condition->waiters, count);
    return 0;
}

int condition_notify_all(struct condition *condition)
{
    return condition_notify(condition, SIZE_MAX);
}

/* One call of condition_wait(). */
struct being_notified {
    struct coro coro;
    struct condition *condition;
    struct waiter waiter; /* for the word, then for the lock */
    int error;            /* what is raised when the lock is held again */
    int refused;          /* of the last try to take the lock */
};

static void being_notified(struct coro *self)
{
    struct being_notified *my = (struct being_notified *)self;

    async (self) {
        if (lock_release(my->condition->lock) != 0)
            async_raise(EPERM);
        waiters_join(&my->condition->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        waiters_leave(&my->condition->waiters, &my->waiter);
        /*
         * Exercise 10.4: take the lock again, as lock_acquire() does: lock_wait_begins(), await_catch()
         * into my->refused, lock_wait_ends(). Again and again, until that was not refused; the last
         * error is the one to raise. Whoever raises one passes the word on to one other first:
         * waiters_wake(). He may have been notified, and if not, a word too many does no harm.
         * Without an error, return true.
         */
        TODO("10.4", my);
    }
}

struct coro *condition_wait(struct condition *condition)
{
    return coro(being_notified, .condition = condition);
}

/* One call of condition_wait_for(). */
struct waiting_for_truth {
    struct coro coro;
    struct condition *condition;
    bool (*predicate)(void *arg);
    void *arg;
};

static void waiting_for_truth(struct coro *self)
{
    struct waiting_for_truth *my = (struct waiting_for_truth *)self;

    async (self) {
        while (!my->predicate(my->arg))
            await(condition_wait(my->condition));
        async_return(true);
    }
}

struct coro *condition_wait_for(struct condition *condition, bool (*predicate)(void *arg),
                                void *arg)
{
    return coro(waiting_for_truth, .condition = condition, .predicate = predicate, .arg = arg);
}
