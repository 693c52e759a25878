/*
 * Timeout blocks. What Python catches around a block stands here in a coroutine that awaits the one
 * with the block: await_catch() is this library's `except`.
 */
#include "common.h"

/* How often the current task was asked to cancel. */
static int count(void)
{
    return task_cancelling(asyncio_current_task());
}

COROUTINE(says_when_cancelled)
{
    async (self) {
        asyncio_timeout (my->block, 1) {
            await_catch(my->e, asyncio_sleep(10));
            if (my->e == ECANCELED)
                at_time("cancelled, count %d", count());
            async_raise(my->e);
        }
    }
}

SCENE(too_late, "TO1 TO2")
{
    async (self) {
        await_catch(my->e, CALL(says_when_cancelled, .block = &my->timeout));
        at_time("%s, count %d, expired %s", name(my->e), count(),
                yes(timeout_expired(&my->timeout)));
    }
}

SCENE(in_time, "TO3")
{
    async (self) {
        asyncio_timeout (&my->timeout, 10) {
            await(asyncio_sleep(1));
        }
        await(asyncio_sleep(20));
        at_time("count %d, expired %s", count(), yes(timeout_expired(&my->timeout)));
    }
}

SCENE(no_deadline, "TO3")
{
    async (self) {
        asyncio_timeout (&my->timeout, NO_TIMEOUT) {
            await(asyncio_sleep(1000));
        }
        at_time("expired %s", yes(timeout_expired(&my->timeout)));
    }
}

COROUTINE(sleeps_until)
{
    async (self) {
        asyncio_timeout_at (&my->timeout, my->when) {
            await(asyncio_sleep(10));
        }
    }
}

SCENE(at_a_time, "TO1")
{
    async (self) {
        my->when = loop_time(asyncio_get_running_loop()) + 1;
        await_catch(my->e, CALL(sleeps_until, .when = my->when));
        at_time("%s", name(my->e));
    }
}

COROUTINE(in_parts)
{
    async (self) {
        asyncio_timeout (&my->timeout, my->delay) {
            say("first part");
            await(asyncio_sleep(0));
            say("second part");
            await(asyncio_sleep(10));
            say("never");
        }
    }
}

SCENE(deadline_has_passed, "TO4")
{
    async (self) {
        count_iterations();
        for (my->k = 0; my->k < 2; my->k++) {
            await_catch(my->e, CALL(in_parts, .delay = -my->k));
            say("%s", name(my->e));
        }
    }
}

COROUTINE(fails)
{
    async (self) {
        asyncio_timeout (my->block, my->delay) {
            await_catch(my->e, asyncio_sleep(2));
            async_raise(EIO);
        }
    }
}

SCENE(other_errors, "TO5")
{
    async (self) {
        for (my->k = 1; my->k <= 10; my->k += 9) {
            await_catch(my->e, CALL(fails, .block = &my->timeout, .delay = my->k));
            at_time("%s, expired %s", name(my->e), yes(timeout_expired(&my->timeout)));
        }
    }
}

SCENE(swallowed, "TO6")
{
    async (self) {
        asyncio_timeout (&my->timeout, 1) {
            await_catch(my->e, asyncio_sleep(10));
            if (my->e == ECANCELED)
                at_time("swallowed");
        }
        at_time("left, expired %s, count %d", yes(timeout_expired(&my->timeout)), count());
    }
}

COROUTINE(sleeps_in_block)
{
    async (self) {
        asyncio_timeout (my->block, my->delay) {
            await(asyncio_sleep(10));
        }
    }
}

COROUTINE(one_second)
{
    async (self) {
        await_catch(my->e, CALL(sleeps_in_block, .block = &my->timeout, .delay = 1));
        at_time("%s, expired %s, count %d", name(my->e), yes(timeout_expired(&my->timeout)),
                count());
        async_raise(my->e);
    }
}

SCENE(cancelled_from_elsewhere, "TO7")
{
    async (self) {
        my->t = create_task(CALL(one_second));
        await(asyncio_sleep(0.5));
        task_cancel(my->t);
        await_catch(my->e, my->t);
        at_time("%s", name(my->e));
    }
}

static int cancels(void *t)
{
    task_cancel(t);
    return 0;
}

SCENE(both_in_one_iteration, "TO7")
{
    static struct timer timer;

    async (self) {
        my->t = create_task(CALL(one_second));
        timer_init(&timer, cancels, my->t);
        loop_call_later(asyncio_get_running_loop(), &timer, 1);
        await_catch(my->e, my->t);
        at_time("%s", name(my->e));
    }
}

COROUTINE(outer_block)
{
    async (self) {
        asyncio_timeout (my->block, my->when) {
            await_catch(my->e, CALL(sleeps_in_block, .block = &my->nested, .delay = my->delay));
            at_time("inner: %s, expired %s %s", name(my->e), yes(timeout_expired(&my->nested)),
                    yes(timeout_expired(my->block)));
            if (my->e == ECANCELED)
                async_raise(my->e);
        }
        at_time("outer: ok");
    }
}

COROUTINE(two_blocks)
{
    async (self) {
        await_catch(my->e,
                    CALL(outer_block, .block = &my->timeout, .when = my->when, .delay = my->delay));
        if (my->e == ETIMEDOUT)
            at_time("outer: timeout, count %d", count());
    }
}

SCENE(nested, "TO8")
{
    async (self) {
        await(CALL(two_blocks, .when = 5, .delay = 1));
        await(CALL(two_blocks, .when = 1, .delay = 5));
        await(CALL(two_blocks, .when = 0, .delay = 0));
    }
}

COROUTINE(cleans_up)
{
    async (self) {
        await(asyncio_sleep(10));
        finally {
            await_catch(my->e, CALL(sleeps_in_block, .block = &my->timeout, .delay = 1));
            at_time("cleanup: %s", name(my->e));
        }
    }
}

COROUTINE(block_with_a_cleanup)
{
    async (self) {
        asyncio_timeout (&my->timeout, 1) {
            await(CALL(cleans_up));
        }
    }
}

SCENE(in_a_cleanup, "TO9")
{
    async (self) {
        await_catch(my->e, CALL(block_with_a_cleanup));
        at_time("block: %s", name(my->e));
    }
}

COROUTINE(moves_the_deadline)
{
    async (self) {
        my->when = loop_time(asyncio_get_running_loop());
        asyncio_timeout (&my->timeout, 10) {
            timeout_reschedule(&my->timeout, my->when + 2);
            at_time("in %d s", (int)(timeout_when(&my->timeout) - my->when));
            await(asyncio_sleep(10));
        }
    }
}

SCENE(moved, "TO10")
{
    async (self) {
        await_catch(my->e, CALL(moves_the_deadline));
        at_time("%s", name(my->e));
        asyncio_timeout (&my->timeout, 1) {
            timeout_reschedule(&my->timeout, NO_TIMEOUT);
            await(asyncio_sleep(5));
        }
        at_time("expired %s", yes(timeout_expired(&my->timeout)));
    }
}

COROUTINE(moves_it_too_late)
{
    async (self) {
        asyncio_timeout (my->block, 1) {
            await_catch(my->e, asyncio_sleep(10));
            at_time("too late: %s", name(timeout_reschedule(my->block, 1)));
            async_raise(my->e);
        }
    }
}

SCENE(moved_at_the_wrong_time, "TO11")
{
    async (self) {
        at_time("before: %s", name(timeout_reschedule(&my->timeout, 1)));
        await_catch(my->e, CALL(moves_it_too_late, .block = &my->timeout));
        at_time("behind: %s", name(timeout_reschedule(&my->timeout, 1)));
    }
}

COROUTINE(enters_twice)
{
    async (self) {
        asyncio_timeout (my->block, 10) {
            asyncio_timeout (my->block, 10) {
                printf("never\n");
            }
        }
    }
}

SCENE(entered_twice, "TO12")
{
    async (self) {
        await_catch(my->e, CALL(enters_twice, .block = &my->timeout));
        printf("%s, expired %s\n", name(my->e), yes(timeout_expired(&my->timeout)));
    }
}

COROUTINE(returns)
{
    async (self) {
        asyncio_timeout (&my->timeout, 10) {
            asyncio_timeout (&my->nested, 10) {
                async_return(5);
            }
        }
    }
}

SCENE(left_by_return_and_continue, "TO3")
{
    async (self) {
        await(my->r, CALL(returns));
        printf("%d\n", my->r);
        for (my->k = 0; my->k < 3; my->k++) {
            asyncio_timeout (&my->timeout, 10) {
                if (my->k == 1)
                    continue;
                printf("%d\n", my->k);
            }
        }
        await(asyncio_sleep(20));
        at_time("count %d", count());
    }
}

int main(void)
{
    RUN(too_late);
    RUN(in_time);
    RUN(no_deadline);
    RUN(at_a_time);
    RUN(deadline_has_passed);
    RUN(other_errors);
    RUN(swallowed);
    RUN(cancelled_from_elsewhere);
    RUN(both_in_one_iteration);
    RUN(nested);
    RUN(in_a_cleanup);
    RUN(moved);
    RUN(moved_at_the_wrong_time);
    RUN(entered_twice);
    RUN(left_by_return_and_continue);
    return 0;
}
