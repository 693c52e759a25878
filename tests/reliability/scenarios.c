/* What cancel.c and memory.c try: see scenarios.h. */
#include "scenarios.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "barrier.h"
#include "condition.h"
#include "event.h"
#include "gather.h"
#include "queue.h"
#include "task_group.h"
#include "timeout.h"
#include "wait.h"
#include "with.h"

int complaints;

void complain(const char *format, ...)
{
    va_list arguments;

    complaints++;
    va_start(arguments, format);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

int reports_of_no_memory;

int count_reports(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    reports_of_no_memory += context->error == ENOMEM;
    return 0;
}

/* ---- What they are made of ------------------------------------------------------------------- */

int naps_begun, naps_ended;

/* Sleeps, and then ends well or fails. Its cleanup waits, too, for `cleanup` turns. */
struct nap {
    struct coro coro;
    double seconds;
    int error, cleanup;
    int i;
};

static void nap(struct coro *self)
{
    struct nap *my = (struct nap *)self;

    async (self) {
        naps_begun++;
        await(asyncio_sleep(my->seconds));
        if (my->error != 0)
            async_raise(my->error);
        async_return(1);
        finally {
            naps_ended++;
            for (my->i = 0; my->i < my->cleanup; my->i++)
                await(asyncio_sleep(0));
        }
    }
}

#define NAP(...) coro(nap, .seconds = __VA_ARGS__)

/* The struct of all scenarios. What they have begun by hand is let go when they end. */
struct scene {
    struct coro coro;
    int e, i, results[4], errors[4];
    size_t done;
    struct task *tasks[3];
    struct future future, *futures[1];
    struct timer timer;
    struct gather gather;
    struct shield shield;
    struct as_completed it;
    struct timeout timeout, nested;
    struct task_group group, inner;
    struct lock lock;
    struct event event;
    struct condition condition;
    struct semaphore semaphore;
    size_t room; /* of the semaphore */
    struct barrier barrier;
    struct queue queue;
    bool is_time;
    struct with with;
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
    timer_cancel(&my->timer);
    as_completed_release(&my->it);
    shield_release(&my->shield);
    gather_release(&my->gather);
    for (int i = 0; i < 3; i++)
        task_release(my->tasks[i]);
    if (my->future.loop != NULL)
        future_release(&my->future);
}

/* SCENARIO(name) { async (self) { ... } } defines a coroutine with `my`, and make_name(), which calls it. */
#define SCENARIO(its_name)                                                                         \
    static void its_name##_body(struct coro *self, struct scene *my);                              \
    static void its_name(struct coro *self)                                                        \
    {                                                                                              \
        its_name##_body(self, (struct scene *)self);                                               \
    }                                                                                              \
    static struct coro *make_##its_name(void)                                                      \
    {                                                                                              \
        return coro_copy(&(struct scene){.coro.body = its_name, .coro.name = #its_name}.coro,      \
                         sizeof(struct scene));                                                    \
    }                                                                                              \
    static void its_name##_body(struct coro *self, struct scene *my)

/* ---- Sleeping, futures, tasks ----------------------------------------------------------------- */

SCENARIO(sleeps)
{
    async (self) {
        await(asyncio_sleep(1));
        await(asyncio_sleep(0));
        finally {
            release(my);
        }
    }
}

SCENARIO(awaits_a_coroutine)
{
    async (self) {
        await(NAP(1));
        await(NAP(0, .cleanup = 2));
        finally {
            release(my);
        }
    }
}

static int sets(void *future)
{
    return future_set_result((struct future *)future, 1);
}

SCENARIO(awaits_a_future)
{
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        future_init(&my->future, loop);
        timer_init(&my->timer, sets, &my->future);
        my->e = loop_call_later(loop, &my->timer, 1);
        if (my->e != 0)
            async_raise(my->e);
        await(&my->future);
        finally {
            release(my);
        }
    }
}

SCENARIO(awaits_a_task)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(1, .cleanup = 2));
        await(my->tasks[0]);
        finally {
            release(my);
        }
    }
}

SCENARIO(leaves_a_task_running)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(5));
        if (my->tasks[0] == NULL)
            async_raise(ENOMEM);
        await(asyncio_sleep(1));
        finally {
            release(my);
        }
    }
}

/* ---- gather, wait, as_completed ---------------------------------------------------------------- */

SCENARIO(gathers)
{
    async (self) {
        await(asyncio_gather(my->results, NAP(0), NAP(1), NAP(2, .cleanup = 2)));
        finally {
            release(my);
        }
    }
}

SCENARIO(gathers_an_error)
{
    async (self) {
        await(asyncio_gather(my->results, NAP(0), NAP(1, .error = EIO), NAP(2)));
        finally {
            release(my);
        }
    }
}

SCENARIO(gathers_and_returns_exceptions)
{
    async (self) {
        await(asyncio_gather_return_exceptions(my->results, my->errors, NAP(0),
                                               NAP(1, .error = EIO), NAP(2, .cleanup = 1)));
        for (int i = 0; i < 3; i++)
            if (my->errors[i] == ENOMEM)
                async_raise(ENOMEM);
        finally {
            release(my);
        }
    }
}

SCENARIO(gathers_what_gathers)
{
    async (self) {
        await(asyncio_gather(my->results, NAP(0), asyncio_gather(NULL, NAP(1), NAP(2))));
        finally {
            release(my);
        }
    }
}

SCENARIO(holds_a_gather)
{
    async (self) {
        my->e = gather_start(&my->gather, results_of(my->results), NULL,
                             AWAITABLES(NAP(1), NAP(2, .cleanup = 1)));
        if (my->e != 0)
            async_raise(my->e);
        await(&my->gather.future);
        finally {
            release(my);
        }
    }
}

/* Two tasks to wait for. */
static int begin_two(struct scene *my)
{
    my->tasks[0] = asyncio_create_task(NAP(1, .error = EIO));
    my->tasks[1] = asyncio_create_task(NAP(2));
    return my->tasks[0] == NULL || my->tasks[1] == NULL ? ENOMEM : 0;
}

/* ENOMEM if one of them failed with that: wait itself raises nothing of theirs. */
static int no_memory_of_two(struct scene *my)
{
    return task_result(my->tasks[0], NULL) == ENOMEM || task_result(my->tasks[1], NULL) == ENOMEM
               ? ENOMEM
               : 0;
}

SCENARIO(waits_for_all)
{
    async (self) {
        my->e = begin_two(my);
        if (my->e != 0)
            async_raise(my->e);
        await(my->done, asyncio_wait(my->tasks, 2, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
        my->e = no_memory_of_two(my);
        if (my->e != 0)
            async_raise(my->e);
        finally {
            release(my);
        }
    }
}

SCENARIO(waits_for_the_first)
{
    async (self) {
        my->e = begin_two(my);
        if (my->e != 0)
            async_raise(my->e);
        await(my->done, asyncio_wait(my->tasks, 2, 9, ASYNCIO_FIRST_COMPLETED));
        my->e = no_memory_of_two(my);
        if (my->e != 0)
            async_raise(my->e);
        finally {
            release(my);
        }
    }
}

SCENARIO(waits_for_an_error)
{
    async (self) {
        my->e = begin_two(my);
        if (my->e != 0)
            async_raise(my->e);
        await(my->done, asyncio_wait(my->tasks, 2, NO_TIMEOUT, ASYNCIO_FIRST_EXCEPTION));
        my->e = no_memory_of_two(my);
        if (my->e != 0)
            async_raise(my->e);
        finally {
            release(my);
        }
    }
}

SCENARIO(waits_in_vain)
{
    async (self) {
        future_init(&my->future, asyncio_get_running_loop());
        my->futures[0] = &my->future;
        await(my->done, asyncio_wait(my->futures, 1, 1, ASYNCIO_ALL_COMPLETED));
        finally {
            release(my);
        }
    }
}

SCENARIO(takes_as_completed)
{
    async (self) {
        my->e = asyncio_as_completed(&my->it, 9, NAP(2), NAP(1, .cleanup = 1));
        if (my->e != 0)
            async_raise(my->e);
        while (as_completed_more(&my->it))
            await(as_completed_next(&my->it));
        finally {
            release(my);
        }
    }
}

SCENARIO(takes_too_long)
{
    async (self) {
        my->e = asyncio_as_completed(&my->it, 2, NAP(1), NAP(5));
        if (my->e != 0)
            async_raise(my->e);
        while (as_completed_more(&my->it))
            await(as_completed_next(&my->it));
        finally {
            release(my);
        }
    }
}

/* ---- Shields and timeouts ---------------------------------------------------------------------- */

SCENARIO(shields)
{
    async (self) {
        await(asyncio_shield(NAP(2, .cleanup = 1)));
        finally {
            release(my);
        }
    }
}

SCENARIO(shields_a_task)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(2));
        await(asyncio_shield(my->tasks[0]));
        finally {
            release(my);
        }
    }
}

SCENARIO(holds_a_shield)
{
    async (self) {
        my->e = shield_start(&my->shield, awaitable_of(NAP(1)));
        if (my->e != 0)
            async_raise(my->e);
        await(&my->shield.future);
        finally {
            release(my);
        }
    }
}

SCENARIO(waits_no_longer)
{
    async (self) {
        await(asyncio_wait_for(NAP(1, .cleanup = 2), 5));
        finally {
            release(my);
        }
    }
}

SCENARIO(waits_for_a_task_in_vain)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(5, .cleanup = 2));
        await(asyncio_wait_for(my->tasks[0], 1));
        finally {
            release(my);
        }
    }
}

SCENARIO(has_no_time_to_wait)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(5));
        await(asyncio_sleep(0));
        await(asyncio_sleep(0));
        await(asyncio_wait_for(my->tasks[0], 0));
        finally {
            release(my);
        }
    }
}

SCENARIO(waits_for_a_shield_in_vain)
{
    async (self) {
        await(asyncio_wait_for(asyncio_shield(NAP(5)), 1));
        finally {
            release(my);
        }
    }
}

SCENARIO(is_in_time)
{
    async (self) {
        asyncio_timeout (&my->timeout, 5) {
            await(NAP(1, .cleanup = 1));
        }
        await(asyncio_sleep(0));
        finally {
            release(my);
        }
    }
}

SCENARIO(is_too_late)
{
    async (self) {
        asyncio_timeout (&my->timeout, 5) {
            asyncio_timeout (&my->nested, 1) {
                await(NAP(3, .cleanup = 2));
            }
        }
        finally {
            release(my);
        }
    }
}

/* ---- Task groups ------------------------------------------------------------------------------- */

SCENARIO(groups)
{
    async (self) {
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, NAP(0), NULL);
            task_group_create_task(&my->group, NAP(2, .cleanup = 2), NULL);
            await(asyncio_sleep(1));
        }
        await(asyncio_sleep(0));
        finally {
            release(my);
        }
    }
}

SCENARIO(groups_an_error)
{
    async (self) {
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, NAP(1, .error = EIO), NULL);
            task_group_create_task(&my->group, NAP(5, .cleanup = 2), NULL);
            await(asyncio_sleep(9));
        }
        finally {
            release(my);
        }
    }
}

SCENARIO(groups_in_a_group)
{
    async (self) {
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, NAP(3), &my->tasks[0]);
            asyncio_task_group (&my->inner) {
                task_group_create_task(&my->inner, NAP(1, .cleanup = 1), NULL);
                task_group_create_task(&my->inner, NAP(2), NULL);
            }
        }
        finally {
            release(my);
        }
    }
}

SCENARIO(groups_with_a_timeout)
{
    async (self) {
        asyncio_timeout (&my->timeout, 1) {
            asyncio_task_group (&my->group) {
                task_group_create_task(&my->group, NAP(5, .cleanup = 2), NULL);
            }
        }
        finally {
            release(my);
        }
    }
}

/* ---- Locks, events, conditions, semaphores, barriers, queues ----------------------------------- */

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
        finally {
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
        finally {
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
        finally {
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
        finally {
            release(my);
        }
    }
}

CHILD(comes_to_the_barrier)
{
    async (self) {
        for (my->i = 0; my->i < 2; my->i++)
            await(barrier_wait(&scene->barrier));
    }
}

SCENARIO(meets)
{
    async (self) {
        barrier_init(&my->barrier, 3);
        asyncio_task_group (&my->group)
            BEGIN(3, comes_to_the_barrier);
        finally {
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
        finally {
            release(my);
        }
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

#define ROW(its_name, its_error)                                                                   \
    {                                                                                              \
#its_name, make_##its_name, its_error                                                      \
    }

const struct scenario scenarios[] = {
    ROW(sleeps, 0),
    ROW(awaits_a_coroutine, 0),
    ROW(awaits_a_future, 0),
    ROW(awaits_a_task, 0),
    ROW(leaves_a_task_running, 0),
    ROW(gathers, 0),
    ROW(gathers_an_error, EIO),
    ROW(gathers_and_returns_exceptions, 0),
    ROW(gathers_what_gathers, 0),
    ROW(holds_a_gather, 0),
    ROW(waits_for_all, 0),
    ROW(waits_for_the_first, 0),
    ROW(waits_for_an_error, 0),
    ROW(waits_in_vain, 0),
    ROW(takes_as_completed, 0),
    ROW(takes_too_long, ETIMEDOUT),
    ROW(shields, 0),
    ROW(shields_a_task, 0),
    ROW(holds_a_shield, 0),
    ROW(waits_no_longer, 0),
    ROW(waits_for_a_task_in_vain, ETIMEDOUT),
    ROW(has_no_time_to_wait, ETIMEDOUT),
    ROW(waits_for_a_shield_in_vain, ETIMEDOUT),
    ROW(is_in_time, 0),
    ROW(is_too_late, ETIMEDOUT),
    ROW(groups, 0),
    ROW(groups_an_error, EXCEPTION_GROUP),
    ROW(groups_in_a_group, 0),
    ROW(groups_with_a_timeout, ETIMEDOUT),
    ROW(locks, 0),
    ROW(lets_two_in, 0),
    ROW(sets_an_event, 0),
    ROW(notifies, 0),
    ROW(meets, 0),
    ROW(queues, 0),
};
const size_t scenario_count = sizeof scenarios / sizeof scenarios[0];

/* ---- Afterwards -------------------------------------------------------------------------------- */

/* Uses a little of everything, and counts up to 42. */
struct following {
    struct coro coro;
    int one, results[2];
    struct task_group group;
    struct timeout timeout;
    struct task *task;
};

static void following(struct coro *self)
{
    struct following *my = (struct following *)self;

    async (self) {
        asyncio_timeout (&my->timeout, 9) {
            await(asyncio_gather(my->results, NAP(0), NAP(1)));
            asyncio_task_group (&my->group) {
                task_group_create_task(&my->group, NAP(1), &my->task);
            }
        }
        await(my->one, my->task);
        async_return(39 + my->one + my->results[0] + my->results[1]);
        finally {
            task_release(my->task);
        }
    }
}

struct coro *following_program(void)
{
    return coro(following);
}

void run_until_idle(struct loop *loop, const char *when)
{
    for (int i = 0; loop->all_tasks != NULL; i++) {
        if (i == 1000) {
            complain("%s: some task never ends", when);
            return;
        }
        loop_run_once(loop);
    }
    loop_stop(loop);
    loop_run_once(loop); /* what the last of them has queued */
}

void check_loop_is_well(struct loop *loop, const char *when)
{
    union value value = {0};
    int error;

    if (loop->timers.count > 0)
        complain("%s: %zu timers are left in the heap", when, loop->timers.count);
    if (!ready_is_empty(&loop->ready))
        complain("%s: calls are left in the queue", when);
    error = loop_run_until_complete(loop, following_program(), &value);
    if (error != 0 || value.integer != 42)
        complain("%s: a program on the same loop then ends with error %d and result %lld", when,
                 error, value.integer);
}
