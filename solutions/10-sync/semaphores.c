/*
 * Chapter 10: a semaphore.
 *
 * Room that comes free is handed over in the same moment: it is counted as taken before the one who
 * gets it runs. So nobody overtakes; and who is cancelled with room in hand must give it back.
 */
#include "semaphores.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdint.h>

void semaphore_init(struct semaphore *semaphore, size_t value)
{
    *semaphore = (struct semaphore){.value = value, .bound = SIZE_MAX};
}

void bounded_semaphore_init(struct semaphore *semaphore, size_t value)
{
    *semaphore = (struct semaphore){.value = value, .bound = value};
}

bool semaphore_locked(const struct semaphore *semaphore)
{
    return semaphore->value == 0 || waiters_any(&semaphore->waiters);
}

/* Hands room over to those in line, as far as it goes. */
static void semaphore_hand_over(struct semaphore *semaphore)
{
    /*
     * Exercise 10.5: while there is room and somebody waits for it (waiters_next()), it is his: count
     * it as taken, and wake him.
     */
#ifdef SOLUTION
    struct waiter *next;

    while (semaphore->value > 0 && (next = waiters_next(&semaphore->waiters)) != NULL) {
        semaphore->value--;
        waiter_wake(next);
    }
#else
    TODO("10.5", semaphore);
#endif
}

/*
 * One more, so as a rule there is room for one. There may be more if somebody has come since in whose
 * way one stood who was woken and has not run yet. asyncio leaves that to his step, an iteration
 * later; the order is the same.
 */
int semaphore_release(struct semaphore *semaphore)
{
    if (semaphore->value >= semaphore->bound)
        return EPERM;
    semaphore->value++;
    semaphore_hand_over(semaphore);
    return 0;
}

/* One call of semaphore_acquire(). */
struct coming_in {
    struct coro coro;
    struct semaphore *semaphore;
    struct waiter waiter;
    int error;
};

/* The wait is over, with my->error. Who was cancelled with room in hand gives it back. */
static void coming_in_ends(struct coming_in *my)
{
    waiters_leave(&my->semaphore->waiters, &my->waiter);
    if (my->error != 0 && waiter_woken(&my->waiter))
        my->semaphore->value++;
    semaphore_hand_over(my->semaphore);
}

static void coming_in(struct coro *self)
{
    struct coming_in *my = (struct coming_in *)self;

    async (self) {
        if (!semaphore_locked(my->semaphore)) {
            my->semaphore->value--;
            async_return(true);
        }
        waiters_join(&my->semaphore->waiters, &my->waiter);
        await_catch(my->error, &my->waiter.future);
        coming_in_ends(my);
        if (my->error != 0)
            async_raise(my->error);
        async_return(true);
    }
}

struct coro *semaphore_acquire(struct semaphore *semaphore)
{
    return coro(coming_in, .semaphore = semaphore);
}
