/* Coroutines: awaiting at any depth, errors and cleanups on their way out. */
#include "common.h"

/* Awaits itself n levels deep, and says how each of them is left. */
COROUTINE(level)
{
    async (self) {
        if (my->n > 0) {
            await(my->r, CALL(level, .n = my->n - 1, .k = my->k, .e = my->e));
            async_return(my->r + 1);
        }
        TURNS(my->k);
        if (my->e != 0)
            async_raise(my->e);
        finally {
            say("left level %d", my->n);
        }
    }
}

#define LEVEL(its_n, turns, error) CALL(level, .n = its_n, .k = turns, .e = error)

SCENE(result_through_all_levels, "C1 C2")
{
    async (self) {
        count_iterations();
        await(my->r, LEVEL(3, 0, 0));
        say("%d", my->r);
        await(my->r, LEVEL(3, 2, 0));
        say("%d", my->r);
    }
}

SCENE(error_through_all_levels, "C2")
{
    async (self) {
        count_iterations();
        await_catch(my->e, LEVEL(3, 1, EIO));
        say("%s", name(my->e));
    }
}

SCENE(cancelled_at_the_bottom, "C2")
{
    async (self) {
        count_iterations();
        my->t = create_task(LEVEL(3, 9, 0));
        TURNS(3);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

COROUTINE(handles)
{
    async (self) {
        await_catch(my->e, LEVEL(1, 0, EIO));
        if (strcmp(my->name, "replaces") == 0)
            async_raise(EPIPE);
        if (strcmp(my->name, "raises again") == 0)
            async_raise(my->e);
        async_return(5);
    }
}

SCENE(any_level_may_handle_it, "C2")
{
    static const char *const ways[] = {"handles", "replaces", "raises again"};

    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            my->r = 0;
            await_catch(my->e, my->r, CALL(handles, .name = ways[my->i]));
            printf("%s: %s %d\n", ways[my->i], name(my->e), my->r);
        }
    }
}

COROUTINE(leaves)
{
    async (self) {
        for (my->i = 0; my->i < 3; my->i++) {
            printf("%s %d\n", my->name, my->i);
            if (my->i == 1 && strcmp(my->name, "breaks") == 0)
                break;
            if (my->i == 1 && strcmp(my->name, "returns") == 0)
                async_return(5);
            if (my->i == 1 && strcmp(my->name, "raises") == 0)
                async_raise(EIO);
            await(asyncio_sleep(0));
        }
        if (strcmp(my->name, "waits") == 0)
            await(asyncio_sleep(10));
        async_return(6);
        finally {
            printf("finally\n");
        }
    }
}

SCENE(cleanup_on_every_way_out, "C2")
{
    static const char *const ways[] = {"ends", "breaks", "returns", "raises"};

    async (self) {
        for (my->i = 0; my->i < 4; my->i++) {
            my->r = 0;
            await_catch(my->e, my->r, CALL(leaves, .name = ways[my->i]));
            printf("%s: %s %d\n", ways[my->i], name(my->e), my->r);
        }
    }
}

SCENE(cleanup_of_a_cancelled_one, "C2 K12")
{
    async (self) {
        my->t = create_task(CALL(leaves, .name = "waits"));
        TURNS(5);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        printf("%s\n", name(my->e));
    }
}

COROUTINE(awaits_in_its_cleanup)
{
    async (self) {
        await(asyncio_sleep(10));
        finally {
            say("cleans up");
            TURNS(2);
            say("has cleaned up");
        }
    }
}

SCENE(cleanup_may_await, "C2 K13")
{
    async (self) {
        count_iterations();
        my->t = create_task(CALL(awaits_in_its_cleanup));
        TURNS(2);
        task_cancel(my->t);
        await_catch(my->e, my->t);
        say("%s", name(my->e));
    }
}

COROUTINE(awaits)
{
    async (self) {
        await(my->one);
    }
}

SCENE(awaited_by_two, "C4")
{
    async (self) {
        my->one = asyncio_sleep(0);
        my->t = create_task(CALL(awaits, .one = my->one));
        await(asyncio_sleep(0));
        await_catch(my->e, my->one);
        printf("%s\n", name(my->e));
        await(my->t);
    }
}

SCENE(made_and_dropped, "C5")
{
    async (self) {
        my->one = LEVEL(0, 0, 0);
        coro_drop(my->one);
        printf("nothing ran\n");
    }
}

COROUTINE(gives)
{
    async (self) {
        async_return(my->future);
    }
}

SCENE(gives_what_can_be_awaited, "C7")
{
    async (self) {
        future_init(&my->f, asyncio_get_running_loop());
        await(my->future, CALL(gives, .future = &my->f));
        printf("the same: %s, done %s\n", yes(my->future == &my->f), yes(future_done(&my->f)));
    }
}

int main(void)
{
    RUN(result_through_all_levels);
    RUN(error_through_all_levels);
    RUN(cancelled_at_the_bottom);
    RUN(any_level_may_handle_it);
    RUN(cleanup_on_every_way_out);
    RUN(cleanup_of_a_cancelled_one);
    RUN(cleanup_may_await);
    RUN(awaited_by_two);
    RUN(made_and_dropped);
    RUN(gives_what_can_be_awaited);
    return 0;
}
