/* Tasks: when their steps come, what they answer, who waits for whom; and sleeping. */
#include "common.h"

SCENE(distances, "K1 K2 K3 C3")
{
    async (self) {
        count_iterations();
        say("main");
        my->t = create_task(JOB("t", .value = 5));
        say("made");
        await(my->r, my->t);
        say("first: %d", my->r);
        await(my->r, my->t);
        say("again: %d", my->r);
    }
}

static int sets_6(void *f)
{
    say("sets 6");
    return future_set_result((struct future *)f, 6);
}

SCENE(future_to_task, "K2")
{
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        count_iterations();
        future_init(&my->f, loop);
        handle_init(&my->handle, sets_6, &my->f);
        loop_call_soon(loop, &my->handle);
        await(my->r, &my->f);
        say("gets %d", my->r);
    }
}

static int called_back(void *arg)
{
    (void)arg;
    say("called back");
    return 0;
}

SCENE(error_is_kept, "K2 K3")
{
    async (self) {
        count_iterations();
        my->t = create_task(JOB("t", .error = EIO));
        handle_init(&my->handle, called_back, NULL);
        task_add_done_callback(my->t, &my->handle);
        await_catch(my->e, my->t);
        say("%s", name(my->e));
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

COROUTINE(deep)
{
    async (self) {
        if (my->n > 0) {
            await(my->r, CALL(deep, .n = my->n - 1));
            my->r++;
        }
        async_return(my->r);
    }
}

SCENE(no_turn_without_waiting, "K2 C1")
{
    async (self) {
        count_iterations();
        await(my->r, CALL(deep, .n = 3));
        say("%d levels", my->r);
    }
}

COROUTINE(gets)
{
    async (self) {
        await(my->r, my->future);
        say("%s gets %d", my->name, my->r);
    }
}

SCENE(in_the_order_of_waiting, "C8")
{
    async (self) {
        count_iterations();
        future_init(&my->f, asyncio_get_running_loop());
        my->a = create_task(CALL(gets, .future = &my->f, .name = "a"));
        my->b = create_task(CALL(gets, .future = &my->f, .name = "b"));
        TURNS(2);
        future_set_result(&my->f, 2);
        await(my->b);
        await(my->a);
    }
}

SCENE(set_from_outside, "K4")
{
    async (self) {
        my->t = create_task(asyncio_sleep(0));
        my->e = future_set_result(&my->t->future, 1);
        printf("set: %s\n", name(my->e));
        await(my->t);
    }
}

COROUTINE(awaits_itself)
{
    async (self) {
        await_catch(my->e, asyncio_current_task());
        printf("itself: %s\n", name(my->e));
    }
}

SCENE(awaits_what_it_may_not, "K18")
{
    static struct loop other;

    async (self) {
        loop_init(&other, NULL);
        future_init(&my->f, &other);
        await_catch(my->e, &my->f);
        printf("of another loop: %s\n", name(my->e));
        loop_close(&other);
        await(create_task(CALL(awaits_itself)));
    }
}

static int in_a_callback(void *arg)
{
    (void)arg;
    printf("in a callback: %s\n", yes(asyncio_current_task() != NULL));
    return 0;
}

SCENE(current_and_all, "K19 K20")
{
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        handle_init(&my->handle, in_a_callback, NULL);
        loop_call_soon(loop, &my->handle);
        my->t = create_task(asyncio_sleep(0));
        printf("%zu tasks\n", asyncio_all_tasks(loop, NULL, 0));
        await(my->t);
        printf("%zu task\n", asyncio_all_tasks(loop, NULL, 0));
        printf("in a task: %s\n", yes(asyncio_current_task() != NULL));
    }
}

COROUTINE(takes_turns)
{
    async (self) {
        for (my->i = 0; my->i < my->n; my->i++) {
            say("%s%d", my->name, my->i);
            await(asyncio_sleep(my->i % 2 ? 0 : -1));
        }
    }
}

SCENE(turns_are_taken, "Z1 Z2")
{
    async (self) {
        count_iterations();
        my->a = create_task(CALL(takes_turns, .name = "a", .n = 3));
        my->b = create_task(CALL(takes_turns, .name = "b", .n = 3));
        await(asyncio_sleep(0));
        my->c = create_task(CALL(takes_turns, .name = "c", .n = 2));
        await(my->a);
        await(my->b);
        await(my->c);
        say("back");
    }
}

SCENE(sleep_gives_a_value, "Z3")
{
    async (self) {
        await(my->r, asyncio_sleep_result(0, 8));
        at_time("%d", my->r);
        await(my->r, asyncio_sleep_result(0.5, 9));
        at_time("%d", my->r);
    }
}

COROUTINE(sleeper)
{
    async (self) {
        await_catch(my->e, asyncio_sleep(my->delay));
        if (my->e == 0)
            at_time("slept %g", my->delay);
        else
            at_time("woken");
        if (my->e != 0)
            async_raise(my->e);
    }
}

SCENE(sleepers_wake_by_deadline, "Z4")
{
    async (self) {
        my->a = create_task(CALL(sleeper, .delay = 3));
        my->b = create_task(CALL(sleeper, .delay = 1));
        my->c = create_task(CALL(sleeper, .delay = 2));
        await(my->a);
        await(my->b);
        await(my->c);
    }
}

SCENE(cancelled_sleeper_wakes_at_once, "Z5")
{
    async (self) {
        my->t = create_task(CALL(sleeper, .delay = 3600));
        await(asyncio_sleep(0));
        task_cancel(my->t);
        await_catch(my->e, my->t);
        at_time("%s", name(my->e));
        await(asyncio_sleep(1));
        at_time("back");
    }
}

SCENE(thousand_sleeps_take_one, "Z4")
{
    static struct task *tasks[1000];

    async (self) {
        for (my->i = 0; my->i < 1000; my->i++)
            tasks[my->i] = asyncio_create_task(asyncio_sleep(1));
        for (my->i = 0; my->i < 1000; my->i++) {
            await(tasks[my->i]);
            task_release(tasks[my->i]);
        }
        at_time("%d slept", my->i);
    }
}

int main(void)
{
    RUN(distances);
    RUN(future_to_task);
    RUN(error_is_kept);
    RUN(no_turn_without_waiting);
    RUN(in_the_order_of_waiting);
    RUN(set_from_outside);
    RUN(awaits_what_it_may_not);
    RUN(current_and_all);
    RUN(turns_are_taken);
    RUN(sleep_gives_a_value);
    RUN(sleepers_wake_by_deadline);
    RUN(cancelled_sleeper_wakes_at_once);
    RUN(thousand_sleeps_take_one);
    return 0;
}
