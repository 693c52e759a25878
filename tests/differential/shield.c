/* shield: keeps a request to cancel from what is inside. */
#include "common.h"

SCENE(passes_through, "SH1 SH4")
{
    async (self) {
        count_iterations();
        await(my->r, asyncio_shield(JOB("a", .turns = 2, .value = 1)));
        say("%d", my->r);
        await_catch(my->e, asyncio_shield(JOB("b", .turns = 1, .error = EIO)));
        say("%s", name(my->e));
        future_init(&my->f, asyncio_get_running_loop());
        future_set_result(&my->f, 3);
        await(my->r, asyncio_shield(&my->f));
        say("%d", my->r);
    }
}

COROUTINE(waiter)
{
    async (self) {
        await_catch(my->e, asyncio_shield_awaitable(my->what));
        if (my->e == ECANCELED)
            say("waiter cancelled");
        if (my->e != 0)
            async_raise(my->e);
    }
}

COROUTINE(cancelled)
{
    async (self) {
        my->t = create_task(CALL(waiter, .what = my->what));
        TURNS(3);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

#define CANCELLED(x) CALL(cancelled, .what = awaitable_of(x))

SCENE(outer_cancelled, "SH2")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 6, .value = 1));
        await(CANCELLED(my->t));
        say("inner done: %s", yes(task_done(my->t)));
        await(my->r, my->t);
        say("%d", my->r);
    }
}

SCENE(nobody_holds_the_inner, "SH2 SH7")
{
    async (self) {
        count_iterations();
        await(CANCELLED(JOB("b", .turns = 6)));
        TURNS(8);
        say("back");
    }
}

SCENE(inner_cancelled, "SH3")
{
    struct future *outer = &my->shield.future;

    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 9));
        shield_start(&my->shield, awaitable_of(my->t));
        cancel_after(my->t, 1);
        await_catch(my->e, outer);
        say("%s, cancelled: %s", name(my->e), yes(future_cancelled(&my->shield.future)));
        shield_release(&my->shield);
    }
}

SCENE(error_of_a_lost_inner, "SH6")
{
    async (self) {
        count_iterations();
        report_errors();
        await(CANCELLED(JOB("a", .turns = 4, .error = EIO)));
        TURNS(8);
        printf("reported above\n");
    }
}

SCENE(both_at_once, "SH5")
{
    struct future *outer = &my->shield.future;

    async (self) {
        count_iterations();
        report_errors();
        future_init(&my->f, asyncio_get_running_loop());
        shield_start(&my->shield, awaitable_of(&my->f));
        future_cancel(outer);
        future_set_exception(&my->f, EIO);
        TURNS(3);
        say("outer cancelled: %s, inner done: %s", yes(future_cancelled(outer)),
            yes(future_done(&my->f)));
        shield_release(&my->shield);
        future_release(&my->f);
        printf("nothing reported\n");
    }
}

int main(void)
{
    RUN(passes_through);
    RUN(outer_cancelled);
    RUN(nobody_holds_the_inner);
    RUN(inner_cancelled);
    RUN(error_of_a_lost_inner);
    RUN(both_at_once);
    return 0;
}
