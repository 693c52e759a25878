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

/* Wakes up to COUNT. */
static void notify(struct condition *condition, size_t count)
{
    struct waiter *waiter;

    while (count-- > 0 && (waiter = waiters_next(&condition->waiters)) != NULL)
        waiter_wake(waiter);
}

int condition_notify(struct condition *condition, size_t count)
{
    if (!lock_locked(condition->lock))
        return EPERM;
    notify(condition, count);
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
    struct waiter waiter;
    int error;   /* of the wait, later of the last try to take the lock */
    int refused; /* of the last try to take the lock */
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
         * Exercise 10.3: take the lock again, however often that is cancelled; the last error is the
         * one to raise. Who was notified and raises an error all the same passes it on: notify().
         */
        TODO("10.3", my, notify);
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
