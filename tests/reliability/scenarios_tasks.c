/*
 * What cancel.c and memory.c try, of the chapters up to 8: tasks, and what waits for several of them.
 */
#include <errno.h>

#include "gather.h"
#include "scene.h"
#include "task_group.h"
#include "timeout.h"
#include "wait.h"

/* The struct of all scenarios here. What they have begun by hand is let go when they end. */
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
};

static void release(struct scene *my)
{
    timer_cancel(&my->timer);
    as_completed_release(&my->it);
    shield_release(&my->shield);
    gather_release(&my->gather);
    for (int i = 0; i < 3; i++)
        task_release(my->tasks[i]);
    if (my->future.loop != NULL)
        future_release(&my->future);
}

/* ---- Sleeping, futures, tasks ----------------------------------------------------------------- */

SCENARIO(sleeps)
{
    async (self) {
        await(asyncio_sleep(1));
        await(asyncio_sleep(0));
        finally
        {
            release(my);
        }
    }
}

SCENARIO(awaits_a_coroutine)
{
    async (self) {
        await(NAP(1));
        await(NAP(0, .cleanup = 2));
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

SCENARIO(awaits_a_task)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(1, .cleanup = 2));
        await(my->tasks[0]);
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

/* ---- gather, wait, as_completed ---------------------------------------------------------------- */

SCENARIO(gathers)
{
    async (self) {
        await(asyncio_gather(my->results, NAP(0), NAP(1), NAP(2, .cleanup = 2)));
        finally
        {
            release(my);
        }
    }
}

SCENARIO(gathers_an_error)
{
    async (self) {
        await(asyncio_gather(my->results, NAP(0), NAP(1, .error = EIO), NAP(2)));
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

SCENARIO(gathers_what_gathers)
{
    async (self) {
        await(asyncio_gather(my->results, NAP(0), asyncio_gather(NULL, NAP(1), NAP(2))));
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

/* ---- Shields and timeouts ---------------------------------------------------------------------- */

SCENARIO(shields)
{
    async (self) {
        await(asyncio_shield(NAP(2, .cleanup = 1)));
        finally
        {
            release(my);
        }
    }
}

SCENARIO(shields_a_task)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(2));
        await(asyncio_shield(my->tasks[0]));
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

SCENARIO(waits_no_longer)
{
    async (self) {
        await(asyncio_wait_for(NAP(1, .cleanup = 2), 5));
        finally
        {
            release(my);
        }
    }
}

SCENARIO(waits_for_a_task_in_vain)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(NAP(5, .cleanup = 2));
        await(asyncio_wait_for(my->tasks[0], 1));
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

SCENARIO(waits_for_a_shield_in_vain)
{
    async (self) {
        await(asyncio_wait_for(asyncio_shield(NAP(5)), 1));
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
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
        finally
        {
            release(my);
        }
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

const struct scenario scenarios_of_tasks[] = {
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
    {.name = NULL},
};
