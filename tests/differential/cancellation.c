/* Cancelling a task: it is a request, and what comes of it depends on where the task stands. */
#include "common.h"

COROUTINE(waits_for)
{
    async (self) {
        if (my->what.kind == AWAITABLE_TASK)
            await_catch(my->e, my->r, my->what.task);
        else
            await_catch(my->e, my->r, my->what.future);
        if (my->e == ECANCELED)
            say("%s is cancelled", my->name);
        if (my->e != 0)
            async_raise(my->e);
        say("%s gets %d", my->name, my->r);
        async_return(my->r);
    }
}

#define WAITS_FOR(x, its_name) CALL(waits_for, .what = awaitable_of(x), .name = its_name)

SCENE(before_its_first_step, "K5 K8")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("never", .turns = 1));
        my->flag = task_cancel(my->t);
        say("cancel %s, cancelled %s, done %s", yes(my->flag), yes(task_cancelled(my->t)),
            yes(task_done(my->t)));
        await_catch(my->e, my->t);
        say("%s", name(my->e));
        say("cancelled %s", yes(task_cancelled(my->t)));
    }
}

SCENE(while_it_waits, "K6")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        my->t = create_task(WAITS_FOR(&my->f, "waiter"));
        TURNS(2);
        my->flag = task_cancel(my->t);
        say("cancel %s: future cancelled %s, task done %s", yes(my->flag),
            yes(future_cancelled(&my->f)), yes(task_done(my->t)));
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

SCENE(down_a_chain_of_tasks, "K7")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        my->a = create_task(WAITS_FOR(&my->f, "a"));
        my->b = create_task(WAITS_FOR(my->a, "b"));
        my->c = create_task(WAITS_FOR(my->b, "c"));
        TURNS(2);
        task_cancel(my->c);
        say("future cancelled %s", yes(future_cancelled(&my->f)));
        await_catch(my->e, my->c);
        say("%s", name(my->e));
        say("%s %s %s", yes(task_cancelled(my->a)), yes(task_cancelled(my->b)),
            yes(task_cancelled(my->c)));
    }
}

SCENE(swallowed_at_the_end_of_a_chain, "K7 K12")
{
    async (self) {
        count_iterations();
        my->a = create_task(JOB("a", .turns = 9, .value = 3, .on_cancel = SWALLOW));
        my->b = create_task(WAITS_FOR(my->a, "b"));
        TURNS(2);
        task_cancel(my->b);
        await(my->r, my->b);
        say("%d", my->r);
        say("%s %s", yes(task_cancelled(my->a)), yes(task_cancelled(my->b)));
    }
}

SCENE(when_the_result_is_there_already, "K9")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        my->t = create_task(WAITS_FOR(&my->f, "waiter"));
        TURNS(2);
        future_set_result(&my->f, 4);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

SCENE(while_its_step_is_queued, "K9")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 9));
        TURNS(2);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

COROUTINE(cancels_itself)
{
    async (self) {
        task_cancel(asyncio_current_task());
        say("goes on");
        if (my->future != NULL)
            await(my->future);
        else
            await(my->one);
        say("never");
    }
}

SCENE(itself_at_its_next_wait, "K10")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        for (my->k = 0; my->k < 3; my->k++) {
            if (my->k == 0)
                my->t = create_task(CALL(cancels_itself, .future = &my->f));
            else
                my->t = create_task(CALL(cancels_itself, .one = asyncio_sleep(9 * (my->k - 1))));
            await_catch(my->e, my->t);
            say("%s, cancelled %s", name(my->e), yes(task_cancelled(my->t)));
        }
        say("future cancelled %s", yes(future_cancelled(&my->f)));
    }
}

COROUTINE(cancels_itself_last)
{
    async (self) {
        task_cancel(asyncio_current_task());
        if (my->e != 0)
            async_raise(my->e);
    }
}

SCENE(itself_in_its_last_step, "K11")
{
    async (self) {
        for (my->k = 0; my->k < 2; my->k++) {
            my->t = create_task(CALL(cancels_itself_last, .e = my->k * EIO));
            await_catch(my->e, my->t);
            printf("%s, cancelled %s\n", name(my->e), yes(task_cancelled(my->t)));
        }
    }
}

SCENE(swallowed, "K12")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 9, .value = 7, .on_cancel = SWALLOW));
        TURNS(2);
        task_cancel(my->t);
        await(my->r, my->t);
        say("%d, cancelled %s", my->r, yes(task_cancelled(my->t)));
        my->t = create_task(JOB("b", .turns = 9, .on_cancel = EIO));
        TURNS(2);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s, cancelled %s", name(my->e), yes(task_cancelled(my->t)));
    }
}

SCENE(in_its_cleanup, "K13")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 9, .cleanup = 9));
        TURNS(2);
        task_cancel(my->t);
        TURNS(3);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s, cancelled %s", name(my->e), yes(task_cancelled(my->t)));
    }
}

SCENE(twice_before_it_runs, "K14 K16")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("a", .turns = 9, .value = 1, .on_cancel = SWALLOW, .cleanup = 2));
        TURNS(2);
        my->r = task_cancel(my->t);
        my->s = task_cancel(my->t);
        say("%s %s, count %d", yes(my->r), yes(my->s), task_cancelling(my->t));
        await(my->r, my->t);
        say("%d", my->r);
        my->flag = task_cancel(my->t);
        say("too late: %s, count %d", yes(my->flag), task_cancelling(my->t));
    }
}

SCENE(only_what_it_waits_for, "K15")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        my->t = create_task(WAITS_FOR(&my->f, "waiter"));
        TURNS(2);
        future_cancel(&my->f);
        await_catch(my->e, my->t);
        say("%s, cancelled %s", name(my->e), yes(task_cancelled(my->t)));
    }
}

SCENE(counted, "K16 K17")
{
    async (self) {
        my->t = create_task(JOB("a", .turns = 9, .on_cancel = SWALLOW));
        TURNS(2);
        task_cancel(my->t);
        await(my->t);
        my->n = task_cancelling(my->t);
        my->r = task_uncancel(my->t);
        my->s = task_uncancel(my->t);
        printf("%d, then %d, then %d\n", my->n, my->r, my->s);
    }
}

SCENE(taken_back_before_it_is_delivered, "K17")
{
    union value value = {0};

    async (self) {
        my->t = create_task(asyncio_sleep_result(0, 5));
        TURNS(1);
        task_cancel(my->t);
        task_uncancel(my->t);
        await(asyncio_wait(&my->t, 1, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
        my->e = task_result(my->t, &value);
        since("3.13", "%s %lld", name(my->e), value.integer);
    }
}

int main(void)
{
    RUN(before_its_first_step);
    RUN(while_it_waits);
    RUN(down_a_chain_of_tasks);
    RUN(swallowed_at_the_end_of_a_chain);
    RUN(when_the_result_is_there_already);
    RUN(while_its_step_is_queued);
    RUN(itself_at_its_next_wait);
    RUN(itself_in_its_last_step);
    RUN(swallowed);
    RUN(in_its_cleanup);
    RUN(twice_before_it_runs);
    RUN(only_what_it_waits_for);
    RUN(counted);
    RUN(taken_back_before_it_is_delivered);
    return 0;
}
