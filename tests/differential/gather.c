/* gather: many at once, and what comes of errors and of cancelling. */
#include "common.h"

SCENE(in_order, "GA1 GA2 GA6")
{
    async (self) {
        count_iterations();
        await(asyncio_gather(my->results, JOB("a", .turns = 3, .value = 1),
                             JOB("b", .turns = 1, .value = 2), JOB("c", .value = 3)));
        printf("[%d, %d, %d]\n", my->results[0], my->results[1], my->results[2]);
        say("back");
    }
}

SCENE(nothing, "GA3")
{
    async (self) {
        count_iterations();
        await(asyncio_gather(my->results));
        printf("[]\n");
        say("back");
    }
}

SCENE(duplicates, "GA4")
{
    async (self) {
        count_iterations();
        my->one = JOB("a", .turns = 1, .value = 1);
        my->t = create_task(JOB("t", .turns = 2, .value = 2));
        await(asyncio_gather(my->results, my->one, my->t, my->one, my->t));
        printf("[%d, %d, %d, %d]\n", my->results[0], my->results[1], my->results[2],
               my->results[3]);
        say("back");
    }
}

SCENE(done_already, "GA1")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        future_set_result(&my->f, 5);
        await(asyncio_gather(my->results, &my->f));
        printf("[%d]\n", my->results[0]);
    }
}

SCENE(of_another_loop, "GA5")
{
    static struct loop other;

    async (self) {
        loop_init(&other, NULL);
        future_init(&my->f, asyncio_get_running_loop());
        future_init(&my->g, &other);
        await_catch(my->e, asyncio_gather(my->results, &my->f, &my->g));
        printf("%s\n", name(my->e));
        loop_close(&other);
    }
}

SCENE(first_error, "GA7")
{
    async (self) {
        count_iterations();
        report_errors();
        await_catch(my->e,
                    asyncio_gather(my->results, JOB("a", .turns = 1, .error = EIO),
                                   JOB("b", .turns = 3), JOB("c", .turns = 2, .error = EPIPE)));
        say("%s", name(my->e));
        TURNS(5);
        say("back");
    }
}

SCENE(return_exceptions, "GA8")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("t", .turns = 9));
        cancel_after(my->t, 1);
        await(asyncio_gather_return_exceptions(my->results, my->errors,
                                               JOB("a", .turns = 2, .value = 7),
                                               JOB("b", .turns = 1, .error = EIO), my->t));
        printf("%d\n", my->results[0]);
        printf("%s\n", name(my->errors[1]));
        printf("%s\n", name(my->errors[2]));
        say("back");
    }
}

SCENE(child_cancelled, "GA9")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("t", .turns = 9));
        gather_start(&my->gather, results_of(my->results), NULL,
                     AWAITABLES(JOB("a", .turns = 5), my->t));
        cancel_after(my->t, 1);
        await_catch(my->e, &my->gather.future);
        say("%s, but itself cancelled: %s", name(my->e), yes(future_cancelled(&my->gather.future)));
        TURNS(5);
        gather_release(&my->gather);
    }
}

COROUTINE(waits)
{
    async (self) {
        await_catch(my->e, asyncio_gather(my->results, my->one, my->two));
        if (my->e == ECANCELED)
            say("cancelled");
        async_raise(my->e);
    }
}

COROUTINE(waits_for_all)
{
    async (self) {
        await_catch(my->e,
                    asyncio_gather_return_exceptions(my->results, my->errors, my->one, my->two));
        if (my->e == ECANCELED)
            say("cancelled");
        async_raise(my->e);
    }
}

COROUTINE(cancelled)
{
    async (self) {
        count_iterations();
        my->t = create_task(my->one);
        TURNS(2);
        say("cancel: %s", yes(task_cancel(my->t)));
        await_catch(my->e, my->t);
        say("%s %s", name(my->e), yes(task_cancelled(my->t)));
        TURNS(4);
    }
}

/* Cancels a coroutine that waits for two jobs. */
#define CANCELLED(waiting, job_a, job_b)                                                           \
    CALL(cancelled, .one = CALL(waiting, .one = (job_a), .two = (job_b)))

SCENE(cancelled_at_the_first_end, "GA10 GA11")
{
    async (self) {
        my->one = JOB("a", .turns = 5);
        my->two = JOB("b", .turns = 6, .cleanup = 2);
        await(CANCELLED(waits, my->one, my->two));
    }
}

SCENE(cancelled_when_all_have_ended, "GA10 GA11")
{
    async (self) {
        my->one = JOB("a", .turns = 5);
        my->two = JOB("b", .turns = 6, .cleanup = 2);
        await(CANCELLED(waits_for_all, my->one, my->two));
    }
}

SCENE(all_swallow_it, "GA11")
{
    async (self) {
        my->one = JOB("a", .turns = 5, .on_cancel = SWALLOW);
        my->two = JOB("b", .turns = 6, .on_cancel = SWALLOW);
        await(CANCELLED(waits, my->one, my->two));
    }
}

SCENE(all_swallow_it_and_return, "GA11")
{
    async (self) {
        my->one = JOB("a", .turns = 5, .on_cancel = SWALLOW);
        my->two = JOB("b", .turns = 6, .on_cancel = SWALLOW);
        await(CANCELLED(waits_for_all, my->one, my->two));
    }
}

SCENE(cancel_is_not_the_end, "GA10")
{
    struct loop *loop = asyncio_get_running_loop();
    struct future *g = &my->gather.future;

    async (self) {
        count_iterations();
        future_init(&my->f, loop);
        future_init(&my->g, loop);
        gather_start(&my->gather, results_of(my->results), NULL, AWAITABLES(&my->f, &my->g));
        my->flag = future_cancel(g);
        say("cancel %s, done %s", yes(my->flag), yes(future_done(g)));
        TURNS(3);
        my->flag = future_cancel(g);
        say("cancel %s, done %s, cancelled %s", yes(my->flag), yes(future_done(g)),
            yes(future_cancelled(g)));
        say("%s", name(future_result(g, NULL)));
        gather_release(&my->gather);
    }
}

SCENE(cancelled_too_late, "GA12")
{
    struct future *g = &my->gather.future;

    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        gather_start(&my->gather, results_of(my->results), NULL, AWAITABLES(&my->f));
        future_set_result(&my->f, 3);
        my->flag = future_cancel(g);
        say("cancel %s, done %s", yes(my->flag), yes(future_done(g)));
        TURNS(2);
        say("done %s [%d]", yes(future_done(g)), my->results[0]);
        gather_release(&my->gather);
    }
}

COROUTINE(survives)
{
    async (self) {
        await_catch(my->e, my->future);
        say("%s", name(my->e));
    }
}

SCENE(shielded_gather, "GA13")
{
    async (self) {
        count_iterations();
        gather_start(&my->gather, results_of(my->results), NULL,
                     AWAITABLES(JOB("a", .turns = 4), JOB("b", .turns = 5)));
        shield_start(&my->shield, awaitable_of(&my->gather.future));
        my->t = create_task(CALL(survives, .future = &my->shield.future));
        TURNS(2);
        task_cancel(my->t);
        await(my->t);
        say("gather done: %s", yes(future_done(&my->gather.future)));
        await(&my->gather.future);
        say("gather done: %s", yes(future_done(&my->gather.future)));
        shield_release(&my->shield);
        gather_release(&my->gather);
    }
}

SCENE(shielded_children, "GA13")
{
    async (self) {
        count_iterations();
        my->a = create_task(JOB("a", .turns = 6));
        my->b = create_task(JOB("b", .turns = 5));
        shield_start(&my->shield, awaitable_of(my->a));
        shield_start(&my->another, awaitable_of(my->b));
        gather_start(&my->gather, results_of(my->results), NULL,
                     AWAITABLES(&my->shield.future, &my->another.future));
        my->t = create_task(CALL(survives, .future = &my->gather.future));
        TURNS(2);
        task_cancel(my->t);
        await(my->t);
        say("%s %s", yes(task_done(my->a)), yes(task_done(my->b)));
        await(my->a);
        say("%s %s", yes(task_done(my->a)), yes(task_done(my->b)));
        gather_release(&my->gather);
        shield_release(&my->shield);
        shield_release(&my->another);
    }
}

SCENE(foo_and_bar_take_two_seconds, "GA1")
{
    async (self) {
        await(asyncio_gather(my->results, asyncio_sleep_result(1, 5), asyncio_sleep_result(2, 6)));
        at_time("%d %d", my->results[0], my->results[1]);
    }
}

int main(void)
{
    RUN(in_order);
    RUN(nothing);
    RUN(duplicates);
    RUN(done_already);
    RUN(of_another_loop);
    RUN(first_error);
    RUN(return_exceptions);
    RUN(child_cancelled);
    RUN(cancelled_at_the_first_end);
    RUN(cancelled_when_all_have_ended);
    RUN(all_swallow_it);
    RUN(all_swallow_it_and_return);
    RUN(cancel_is_not_the_end);
    RUN(cancelled_too_late);
    RUN(shielded_gather);
    RUN(shielded_children);
    RUN(foo_and_bar_take_two_seconds);
    return 0;
}
