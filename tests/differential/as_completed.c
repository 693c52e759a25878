/* as_completed: each in the order in which they end. */
#include "common.h"

SCENE(in_order, "AC1 AC7")
{
    async (self) {
        count_iterations();
        my->a = create_task(JOB("a", .turns = 4, .value = 1));
        my->b = create_task(JOB("b", .turns = 2, .value = 2));
        my->t = create_task(JOB("t", .turns = 3, .value = 3));
        asyncio_as_completed(&my->it, NO_TIMEOUT, my->a, my->b, my->t, my->t);
        say("%zu to come", my->it.left);
        while (as_completed_more(&my->it)) {
            await(my->r, as_completed_next(&my->it));
            say("%d", my->r);
        }
        as_completed_release(&my->it);
    }
}

SCENE(errors, "AC2")
{
    async (self) {
        count_iterations();
        asyncio_as_completed(&my->it, NO_TIMEOUT, JOB("a", .turns = 3, .value = 1),
                             JOB("b", .turns = 1, .error = EIO));
        while (as_completed_more(&my->it)) {
            my->r = 0;
            await_catch(my->e, my->r, as_completed_next(&my->it));
            say("%s %d", name(my->e), my->r);
        }
        as_completed_release(&my->it);
    }
}

SCENE(kept, "AC3")
{
    async (self) {
        count_iterations();
        asyncio_as_completed(&my->it, NO_TIMEOUT, JOB("a", .turns = 3, .value = 1),
                             JOB("b", .turns = 1, .value = 2), JOB("c", .turns = 2, .value = 3));
        my->one = as_completed_next(&my->it);
        TURNS(8);
        await(my->r, my->one);
        say("%d", my->r);
        while (as_completed_more(&my->it)) {
            await(my->r, as_completed_next(&my->it));
            say("%d", my->r);
        }
        as_completed_release(&my->it);
    }
}

COROUTINE(takes)
{
    async (self) {
        await_catch(my->e, my->r, my->one);
        say("%s gets %s %d", my->name, name(my->e), my->r);
    }
}

SCENE(any_order, "AC4")
{
    async (self) {
        count_iterations();
        asyncio_as_completed(&my->it, NO_TIMEOUT, JOB("a", .turns = 5, .value = 1),
                             JOB("b", .turns = 3, .value = 2));
        my->one = as_completed_next(&my->it);
        my->two = as_completed_next(&my->it);
        my->a = create_task(CALL(takes, .one = my->two, .name = "y"));
        my->b = create_task(CALL(takes, .one = my->one, .name = "x"));
        await(my->a);
        await(my->b);
        as_completed_release(&my->it);
    }
}

SCENE(taker_cancelled, "AC4")
{
    async (self) {
        count_iterations();
        asyncio_as_completed(&my->it, NO_TIMEOUT, JOB("a", .turns = 3, .value = 1),
                             JOB("b", .turns = 3, .value = 2));
        my->a = create_task(CALL(takes, .one = as_completed_next(&my->it), .name = "x"));
        my->b = create_task(CALL(takes, .one = as_completed_next(&my->it), .name = "y"));
        cancel_after(my->a, 4);
        await(my->a);
        await(my->b);
        as_completed_release(&my->it);
    }
}

SCENE(out_of_time, "AC5")
{
    async (self) {
        my->a = create_task(asyncio_sleep_result(6, 6));
        my->b = create_task(asyncio_sleep_result(1, 1));
        my->c = create_task(asyncio_sleep_result(7, 7));
        asyncio_as_completed(&my->it, 3, my->a, my->b, my->c);
        while (as_completed_more(&my->it)) {
            my->r = 0;
            await_catch(my->e, my->r, as_completed_next(&my->it));
            at_time("%s %d", name(my->e), my->r);
        }
        at_time("%s %s %s", yes(task_done(my->a)), yes(task_done(my->b)), yes(task_done(my->c)));
        await(my->r, my->a);
        at_time("%d", my->r);
        await(my->r, my->c);
        at_time("%d", my->r);
        as_completed_release(&my->it);
    }
}

SCENE(unused_timeout, "AC6")
{
    async (self) {
        asyncio_as_completed(&my->it, 100, asyncio_sleep_result(1, 1));
        while (as_completed_more(&my->it)) {
            await(my->r, as_completed_next(&my->it));
            at_time("%d", my->r);
        }
        await(asyncio_sleep(200));
        at_time("back");
        as_completed_release(&my->it);
    }
}

int main(void)
{
    RUN(in_order);
    RUN(errors);
    RUN(kept);
    RUN(any_order);
    RUN(taker_cancelled);
    RUN(out_of_time);
    RUN(unused_timeout);
    return 0;
}
