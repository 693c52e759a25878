/*
 * What cancel.c and memory.c try, of chapter 10: locks, events, conditions, semaphores, barriers, queues.
 */
#include <errno.h>

#include "barrier.h"
#include "condition.h"
#include "event.h"
#include "queue.h"
#include "scene.h"
#include "task_group.h"
#include "with.h"

/* The struct of all scenarios here. */
struct scene {
    struct coro coro;
    int e, i;
    struct task_group group;
    struct lock lock;
    struct event event;
    struct condition condition;
    struct semaphore semaphore;
    size_t room; /* of the semaphore */
    struct barrier barrier;
    struct queue queue;
    bool is_time;
};

/* Complains if somebody still holds something, or stands in line for it: then it was lost. */
static void check_nothing_is_held(const struct scene *my)
{
    const struct waiters *const lines[] = {
        &my->lock.waiters,      &my->event.waiters,   &my->condition.waiters,
        &my->semaphore.waiters, &my->barrier.waiting, &my->barrier.next,
        &my->queue.getters,     &my->queue.putters,   &my->queue.finished.waiters};

    if (my->lock.locked)
        complain("a lock is still held");
    if (my->semaphore.value != my->room)
        complain("a semaphore has room for %zu instead of %zu", my->semaphore.value, my->room);
    if (my->barrier.count > 0)
        complain("%zu are still inside a barrier", my->barrier.count);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (lines[i]->first != NULL)
            complain("somebody still stands in line %zu", i);
}

static void release(struct scene *my)
{
    check_nothing_is_held(my);
    queue_destroy(&my->queue);
}

/* A child of a scene: one of the functions below, which use what is in it. */
#define CHILD(its_name)                                                                            \
    struct its_name {                                                                              \
        struct coro coro;                                                                          \
        struct scene *scene;                                                                       \
        struct with with;                                                                          \
        int i;                                                                                     \
    };                                                                                             \
    static void its_name##_body(struct coro *self, struct its_name *my, struct scene *scene);      \
    static void its_name(struct coro *self)                                                        \
    {                                                                                              \
        struct its_name *my = (struct its_name *)self;                                             \
                                                                                                   \
        its_name##_body(self, my, my->scene);                                                      \
    }                                                                                              \
    static void its_name##_body(struct coro *self, struct its_name *my, struct scene *scene)

/* Makes so many calls of CHILD tasks of the group of MY. */
#define BEGIN(count, child)                                                                        \
    for (my->i = 0; my->i < (count); my->i++)                                                      \
    task_group_create_task(&my->group, coro(child, .scene = my), NULL)

CHILD(holds_a_lock)
{
    async (self) {
        async_with (&my->with, &scene->lock) {
            await(NAP(1, .cleanup = 1));
        }
        await(lock_acquire(&scene->lock));
        lock_release(&scene->lock);
    }
}

SCENARIO(locks)
{
    async (self) {
        lock_init(&my->lock);
        asyncio_task_group (&my->group)
            BEGIN(3, holds_a_lock);
        finally
        {
            release(my);
        }
    }
}

CHILD(comes_in)
{
    async (self) {
        async_with (&my->with, &scene->semaphore) {
            await(NAP(1, .cleanup = 1));
        }
        await(semaphore_acquire(&scene->semaphore));
        semaphore_release(&scene->semaphore);
    }
}

SCENARIO(lets_two_in)
{
    async (self) {
        my->room = 2;
        bounded_semaphore_init(&my->semaphore, 2);
        asyncio_task_group (&my->group)
            BEGIN(4, comes_in);
        finally
        {
            release(my);
        }
    }
}

CHILD(waits_for_the_event)
{
    (void)my;
    async (self)
        await(event_wait(&scene->event));
}

SCENARIO(sets_an_event)
{
    async (self) {
        event_init(&my->event);
        asyncio_task_group (&my->group) {
            BEGIN(2, waits_for_the_event);
            await(asyncio_sleep(1));
            event_set(&my->event);
        }
        finally
        {
            release(my);
        }
    }
}

static bool is_time(void *arg)
{
    return ((struct scene *)arg)->is_time;
}

CHILD(is_notified)
{
    async (self) {
        async_with (&my->with, &scene->condition) {
            if (!scene->is_time)
                await(condition_wait(&scene->condition));
            await(condition_wait_for(&scene->condition, is_time, scene));
            await(asyncio_sleep(1));
        }
    }
}

SCENARIO(notifies)
{
    async (self) {
        condition_init(&my->condition, &my->lock);
        asyncio_task_group (&my->group) {
            BEGIN(3, is_notified);
            await(asyncio_sleep(1));
            await(condition_acquire(&my->condition));
            my->is_time = true;
            condition_notify_all(&my->condition);
            condition_release(&my->condition);
        }
        finally
        {
            release(my);
        }
    }
}

CHILD(comes_to_the_barrier)
{
    async (self) {
        async_with (&my->with, &scene->barrier) {
            await(NAP(1, .cleanup = 1));
        }
        await(barrier_wait(&scene->barrier));
    }
}

SCENARIO(meets)
{
    async (self) {
        barrier_init(&my->barrier, 3);
        asyncio_task_group (&my->group)
            BEGIN(3, comes_to_the_barrier);
        finally
        {
            release(my);
        }
    }
}

CHILD(puts_some)
{
    async (self) {
        for (my->i = 0; my->i < 3; my->i++)
            await(queue_put(&scene->queue, my->i));
    }
}

CHILD(gets_some)
{
    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            await(queue_get(&scene->queue));
            await(NAP(1));
            queue_task_done(&scene->queue);
        }
    }
}

SCENARIO(queues)
{
    async (self) {
        my->e = queue_init(&my->queue, 1);
        if (my->e != 0)
            async_raise(my->e);
        asyncio_task_group (&my->group) {
            BEGIN(2, gets_some);
            await(asyncio_sleep(0));
            BEGIN(2, puts_some);
            await(asyncio_sleep(0));
            await(queue_join(&my->queue));
        }
        finally
        {
            release(my);
        }
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

const struct scenario scenarios_of_sync[] = {
    ROW(locks, 0), ROW(lets_two_in, 0), ROW(sets_an_event, 0), ROW(notifies, 0),
    ROW(meets, 0), ROW(queues, 0),      {.name = NULL},
};
