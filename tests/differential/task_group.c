/* Task groups. */
#include "common.h"

/* The coroutine that is the body of a group, with the group as its argument `owner`. */
#define BODY(its_body) CALL(with_group, .one = CALL(its_body))

static void add(struct task_group *group, struct coro *made)
{
    task_group_create_task(group, made, NULL);
}

COROUTINE(runs_body)
{
    async (self) {
        asyncio_task_group (my->owner) {
            ((struct scene *)my->one)->owner = my->owner;
            await(my->one);
        }
    }
}

static void print_errors(const struct task_group *group)
{
    printf("%3d group [", ticks);
    for (size_t i = 0; i < group->error_count; i++)
        printf("%s%s", i > 0 ? " " : "", name(group->errors[i]));
    printf("]\n");
}

/* Runs a body with a group, and says what leaves it. */
COROUTINE(with_group)
{
    async (self) {
        if (my->owner == NULL)
            my->owner = &my->group;
        await_catch(my->e, CALL(runs_body, .owner = my->owner, .one = my->one));
        if (my->e == 0)
            say("left well");
        else if (my->e == EXCEPTION_GROUP)
            print_errors(my->owner);
        else
            say("%s", name(my->e));
        if (my->e == ECANCELED)
            async_raise(my->e);
    }
}

SCENE(waits_for_all, "TG1")
{
    async (self) {
        count_iterations();
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, JOB("a", .turns = 3, .value = 1), &my->a);
            add(&my->group, JOB("b", .turns = 1));
            say("body ends");
        }
        await(my->r, my->a);
        say("left, a gave %d", my->r);
        task_release(my->a);
    }
}

COROUTINE(adds_late)
{
    async (self) {
        TURNS(2);
        add(my->owner, JOB("late", .turns = 4));
    }
}

SCENE(waits_for_late_ones, "TG1")
{
    async (self) {
        count_iterations();
        asyncio_task_group (&my->group) {
            add(&my->group, CALL(adds_late, .owner = &my->group));
        }
        say("left");
    }
}

SCENE(empty, "TG1")
{
    async (self) {
        count_iterations();
        asyncio_task_group (&my->group) {
        }
        say("left");
    }
}

SCENE(child_cancelled, "TG2")
{
    async (self) {
        count_iterations();
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, JOB("a", .turns = 9), &my->t);
            add(&my->group, JOB("b", .turns = 5));
            cancel_after(my->t, 1);
        }
        say("left, cancelled: %s", yes(task_cancelled(my->t)));
        task_release(my->t);
    }
}

COROUTINE(one_of_three_fails)
{
    async (self) {
        add(my->owner, JOB("a", .turns = 9, .cleanup = 2));
        add(my->owner, JOB("b", .turns = 1, .error = EIO));
        add(my->owner, JOB("c", .turns = 9, .on_cancel = EPIPE));
        await_catch(my->e, asyncio_sleep(10));
        if (my->e == ECANCELED)
            say("body cancelled");
        async_raise(my->e);
    }
}

SCENE(child_fails, "TG3 TG4 TG5 TG7")
{
    async (self) {
        count_iterations();
        await(BODY(one_of_three_fails));
        await(asyncio_sleep(0));
        my->n = task_cancelling(asyncio_current_task());
        say("goes on, count %d", my->n);
    }
}

COROUTINE(adds_a_failing_one)
{
    async (self) {
        add(my->owner, JOB("b", .turns = 2, .error = EIO));
    }
}

SCENE(only_child_fails, "TG5 TG7")
{
    async (self) {
        count_iterations();
        await(BODY(adds_a_failing_one));
        my->n = task_cancelling(asyncio_current_task());
        since("3.13", "count %d", my->n);
    }
}

COROUTINE(raises)
{
    async (self) {
        add(my->owner, JOB("a", .turns = 9, .on_cancel = EPIPE));
        add(my->owner, JOB("b", .turns = 9));
        TURNS(2);
        async_raise(EIO);
    }
}

SCENE(body_fails, "TG5 TG6")
{
    async (self) {
        count_iterations();
        await(BODY(raises));
    }
}

COROUTINE(owner_cancelled)
{
    async (self) {
        count_iterations();
        my->t = create_task(CALL(with_group, .one = my->one));
        TURNS(3);
        say("cancel: %s", yes(task_cancel(my->t)));
        await(asyncio_wait(&my->t, 1, NO_TIMEOUT, ASYNCIO_ALL_COMPLETED));
        async_return(my->t);
    }
}

COROUTINE(waits_with_two)
{
    async (self) {
        add(my->owner, JOB("a", .turns = 9, .cleanup = 2));
        add(my->owner, JOB("b", .turns = 9));
        await(asyncio_sleep(10));
    }
}

SCENE(cancelled_in_the_body, "TG8")
{
    async (self) {
        await(my->t, CALL(owner_cancelled, .one = CALL(waits_with_two)));
        say("cancelled: %s", yes(task_cancelled(my->t)));
    }
}

COROUTINE(adds_two)
{
    async (self) {
        add(my->owner, JOB("a", .turns = 9, .cleanup = 2));
        add(my->owner, JOB("b", .turns = 9));
    }
}

SCENE(cancelled_at_the_end, "TG8")
{
    async (self) {
        await(my->t, CALL(owner_cancelled, .one = CALL(adds_two)));
        say("cancelled: %s", yes(task_cancelled(my->t)));
    }
}

COROUTINE(waits_with_a_fragile_one)
{
    async (self) {
        add(my->owner, JOB("a", .turns = 9, .on_cancel = EIO));
        await(asyncio_sleep(10));
    }
}

SCENE(cancelled_and_a_child_fails, "TG9")
{
    async (self) {
        await(my->t, CALL(owner_cancelled, .one = CALL(waits_with_a_fragile_one)));
        since("3.13", "cancelled: %s", yes(task_cancelled(my->t)));
    }
}

COROUTINE(answers_with_an_error)
{
    async (self) {
        add(my->owner, JOB("a", .turns = 9));
        await_catch(my->e, asyncio_sleep(10));
        if (my->e == ECANCELED)
            async_raise(EPIPE);
    }
}

SCENE(cancelled_and_the_body_fails, "TG10")
{
    async (self) {
        await(my->t, CALL(owner_cancelled, .one = CALL(answers_with_an_error)));
        since("3.13", "cancelled: %s", yes(task_cancelled(my->t)));
    }
}

COROUTINE(inner_fails)
{
    async (self) {
        add(my->owner, JOB("x", .turns = 9));
        asyncio_task_group (&my->inner) {
            add(&my->inner, JOB("a", .turns = 2, .error = EIO));
            add(&my->inner, JOB("b", .turns = 9, .on_cancel = EPIPE));
        }
    }
}

SCENE(inner_group_fails, "TG11")
{
    async (self) {
        count_iterations();
        await(BODY(inner_fails));
    }
}

COROUTINE(outer_fails)
{
    async (self) {
        add(my->owner, JOB("x", .turns = 3, .error = EIO));
        asyncio_task_group (&my->inner) {
            add(&my->inner, JOB("a", .turns = 9));
        }
    }
}

SCENE(outer_group_fails, "TG11")
{
    async (self) {
        count_iterations();
        await(BODY(outer_fails));
    }
}

/* Python refuses with one error; this library also says why. */
static const char *create(struct task_group *group)
{
    return task_group_create_task(group, JOB("never"), NULL) == 0 ? "ok" : "refused";
}

COROUTINE(adds_when_it_fails)
{
    async (self) {
        add(my->owner, JOB("a", .error = EIO));
        await_catch(my->e, asyncio_sleep(10));
        if (my->e == ECANCELED)
            say("failing: %s", create(my->owner));
        async_raise(my->e);
    }
}

SCENE(takes_no_more, "TG12")
{
    async (self) {
        count_iterations();
        say("before: %s", create(&my->group));
        my->one = CALL(adds_when_it_fails);
        await(CALL(with_group, .owner = &my->group, .one = my->one));
        say("behind: %s", create(&my->group));
    }
}

COROUTINE(enters_twice)
{
    async (self) {
        asyncio_task_group (&my->group) {
            asyncio_task_group (&my->group) {
                printf("never\n");
            }
        }
    }
}

SCENE(entered_twice, "TG13")
{
    async (self) {
        await_catch(my->e, CALL(enters_twice));
        printf("%s\n", name(my->e));
    }
}

COROUTINE(spawner)
{
    async (self) {
        await(asyncio_sleep(0));
        say("depth %d", my->n);
        my->one = CALL(spawner, .owner = my->owner, .n = my->n - 1);
        if (my->n == 0)
            coro_drop(my->one);
        else if (task_group_create_task(my->owner, my->one, NULL) != 0)
            say("no more");
        TURNS(3);
    }
}

COROUTINE(spawns)
{
    async (self) {
        add(my->owner, CALL(spawner, .owner = my->owner, .n = 5));
        add(my->owner, JOB("b", .turns = 4, .error = EIO));
    }
}

SCENE(children_make_children, "TG14 TG15")
{
    async (self) {
        count_iterations();
        await(BODY(spawns));
    }
}

int main(void)
{
    RUN(waits_for_all);
    RUN(waits_for_late_ones);
    RUN(empty);
    RUN(child_cancelled);
    RUN(child_fails);
    RUN(only_child_fails);
    RUN(body_fails);
    RUN(cancelled_in_the_body);
    RUN(cancelled_at_the_end);
    RUN(cancelled_and_a_child_fails);
    RUN(cancelled_and_the_body_fails);
    RUN(inner_group_fails);
    RUN(outer_group_fails);
    RUN(takes_no_more);
    RUN(entered_twice);
    RUN(children_make_children);
    return 0;
}
