/* wait_for: no longer than this. */
#include "common.h"

SCENE(in_time, "WF1 WF2")
{
    async (self) {
        count_iterations();
        await(my->r, asyncio_wait_for(JOB("a", .turns = 2, .value = 1), 10));
        say("%d", my->r);
        await_catch(my->e, asyncio_wait_for(JOB("b", .turns = 1, .error = EIO), 10));
        say("%s", name(my->e));
        await(my->r, asyncio_wait_for(JOB("c", .turns = 2, .value = 2), NO_TIMEOUT));
        say("%d", my->r);
        my->t = create_task(JOB("d", .turns = 2, .value = 3));
        await(my->r, asyncio_wait_for(my->t, 10));
        say("%d", my->r);
        await(my->r, asyncio_wait_for(my->t, 10));
        say("%d", my->r);
    }
}

/* Sleeps too long, and takes a second to clean up; `n` says what it does then. */
COROUTINE(sleeper)
{
    async (self) {
        await_catch(my->e, asyncio_sleep(10));
        if (my->e == ECANCELED) {
            at_time("cancelled");
            await(asyncio_sleep(1));
            if (my->n != SWALLOW)
                async_raise(my->n != 0 ? my->n : ECANCELED);
        }
        async_return(7);
    }
}

#define SLEEPER(on_cancel) CALL(sleeper, .n = on_cancel)

COROUTINE(two_seconds_for)
{
    async (self) {
        await_catch(my->e, my->r, asyncio_wait_for_awaitable(my->what, 2));
        at_time("%s %d", name(my->e), my->r);
    }
}

#define TWO_SECONDS_FOR(x) CALL(two_seconds_for, .what = awaitable_of(x))

SCENE(out_of_time, "WF3")
{
    async (self) {
        await(TWO_SECONDS_FOR(SLEEPER(0)));
        my->t = create_task(SLEEPER(0));
        await(TWO_SECONDS_FOR(my->t));
        printf("count: %d\n", task_cancelling(asyncio_current_task()));
    }
}

SCENE(swallowed, "WF4")
{
    async (self) {
        await(TWO_SECONDS_FOR(SLEEPER(SWALLOW)));
        my->t = create_task(SLEEPER(SWALLOW));
        await(TWO_SECONDS_FOR(my->t));
    }
}

SCENE(failed_in_the_cleanup, "WF5")
{
    async (self) {
        await(TWO_SECONDS_FOR(SLEEPER(EIO)));
        my->t = create_task(SLEEPER(EIO));
        await(TWO_SECONDS_FOR(my->t));
    }
}

SCENE(future_is_cancelled, "WF9")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        await(TWO_SECONDS_FOR(&my->f));
        printf("cancelled: %s\n", yes(future_cancelled(&my->f)));
    }
}

SCENE(no_time, "WF6")
{
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        count_iterations();
        future_init(&my->f, loop);
        future_set_result(&my->f, 4);
        await(my->r, asyncio_wait_for(&my->f, 0));
        await(my->s, asyncio_wait_for(&my->f, -1));
        say("%d %d", my->r, my->s);
        await_catch(my->e, asyncio_wait_for(JOB("never"), 0));
        say("%s", name(my->e));
        future_init(&my->f, asyncio_get_running_loop());
        await_catch(my->e, asyncio_wait_for(&my->f, -1));
        say("%s", name(my->e));
        say("cancelled: %s", yes(future_cancelled(&my->f)));
    }
}

static const int on_cancels[] = {0, SWALLOW, EIO};

SCENE(no_time_for_a_task, "WF6")
{
    async (self) {
        count_iterations();
        for (my->k = 0; my->k < 3; my->k++) {
            my->t = create_task(
                JOB("t", .turns = 9, .value = 5, .on_cancel = on_cancels[my->k], .cleanup = 2));
            TURNS(2);
            my->r = 0;
            await_catch(my->e, my->r, asyncio_wait_for(my->t, 0));
            say("%s %d", name(my->e), my->r);
        }
    }
}

COROUTINE(waiter)
{
    async (self) {
        await_catch(my->e, my->r, asyncio_wait_for_awaitable(my->what, my->delay));
        say("gets %s %d", name(my->e), my->r);
        if (my->e != 0)
            async_raise(my->e);
    }
}

COROUTINE(cancelled)
{
    async (self) {
        my->t = create_task(CALL(waiter, .what = my->what, .delay = my->delay));
        TURNS(3);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s, cancelled: %s", name(my->e), yes(task_cancelled(my->t)));
    }
}

#define CANCELLED(x, timeout) CALL(cancelled, .what = awaitable_of(x), .delay = timeout)

SCENE(waiter_cancelled, "WF7")
{
    async (self) {
        count_iterations();
        await(CANCELLED(JOB("a", .turns = 9, .cleanup = 2), 10));
        await(CANCELLED(JOB("b", .turns = 9, .cleanup = 2, .on_cancel = EIO), 10));
        my->t = create_task(JOB("c", .turns = 9, .cleanup = 2));
        await(CANCELLED(my->t, 10));
        say("inner cancelled: %s", yes(task_cancelled(my->t)));
    }
}

SCENE(cancelled_while_a_stubborn_one_ends, "WF8")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 9, .cleanup = 6));
        TURNS(2);
        await(CANCELLED(my->t, 0));
        say("inner done: %s", yes(task_done(my->t)));
        await_catch(my->e, my->t);
        say("inner done: %s", yes(task_done(my->t)));
    }
}

SCENE(shielded, "WF10")
{
    async (self) {
        my->t = create_task(asyncio_sleep_result(3, 6));
        await(TWO_SECONDS_FOR(asyncio_shield(my->t)));
        at_time("inner done: %s", yes(task_done(my->t)));
        await(my->r, my->t);
        at_time("%d", my->r);
    }
}

int main(void)
{
    RUN(in_time);
    RUN(out_of_time);
    RUN(swallowed);
    RUN(failed_in_the_cleanup);
    RUN(future_is_cancelled);
    RUN(no_time);
    RUN(no_time_for_a_task);
    RUN(waiter_cancelled);
    RUN(cancelled_while_a_stubborn_one_ends);
    RUN(shielded);
    return 0;
}
