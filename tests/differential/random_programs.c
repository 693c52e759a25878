/*
 * Programs at random, the same in both languages: four tasks and three futures that wait for each
 * other, cancel each other, and swallow that or not. From the number NEWER on they also do what
 * Pythons disagree on.
 */
#include "common.h"

#define PROGRAMS 160
#define NEWER    80
#define TASKS    4
#define FUTURES  3
#define OPS      5

static struct future futures[FUTURES];
static struct task *tasks[TASKS];

/* ---- What a task may await: `k` and `n` are arguments, `flag` is one, too. */

COROUTINE(passes_turns)
{
    async (self) {
        TURNS(my->n);
        async_return(my->n);
    }
}

COROUTINE(fails_or_not)
{
    async (self) {
        TURNS(my->n);
        if (my->flag)
            async_raise(EIO);
        async_return(my->n);
    }
}

COROUTINE(in_a_timeout)
{
    async (self) {
        asyncio_timeout (&my->timeout, my->delay) {
            TURNS(my->n);
        }
        async_return(my->n);
    }
}

COROUTINE(in_a_group)
{
    async (self) {
        asyncio_task_group (&my->group) {
            task_group_create_task(&my->group, CALL(fails_or_not, .n = 3), NULL);
            task_group_create_task(&my->group, CALL(fails_or_not, .n = 1, .flag = my->flag), NULL);
            TURNS(my->n);
            if (my->k == 0)
                async_raise(EPIPE);
        }
        async_return(my->n);
    }
}

COROUTINE(waits_for_either)
{
    async (self) {
        my->futures[0] = &futures[my->k];
        my->futures[1] = &tasks[my->n]->future;
        await(my->done, asyncio_wait(my->futures, 2, NO_TIMEOUT, ASYNCIO_FIRST_COMPLETED));
        async_return(my->done);
    }
}

COROUTINE(gathers)
{
    async (self) {
        await(asyncio_gather(my->results, &futures[my->k], tasks[my->n],
                             CALL(fails_or_not, .n = 2, .flag = my->flag)));
        async_return(my->results[2]);
    }
}

COROUTINE(gathers_all)
{
    async (self) {
        await(asyncio_gather_return_exceptions(my->results, my->errors, &futures[my->k],
                                               tasks[my->n],
                                               CALL(fails_or_not, .n = 2, .flag = my->flag)));
        async_return(0);
    }
}

COROUTINE(takes_as_completed)
{
    async (self) {
        my->a = asyncio_create_task(CALL(fails_or_not, .n = 1, .flag = my->flag));
        my->b = asyncio_create_task(CALL(fails_or_not, .n = 3));
        asyncio_as_completed(&my->it, NO_TIMEOUT, my->a, my->b, &futures[my->k]);
        while (as_completed_more(&my->it))
            await(as_completed_next(&my->it));
        finally {
            as_completed_release(&my->it);
            task_release(my->a);
            task_release(my->b);
        }
    }
}

COROUTINE(waits_for_an_error)
{
    async (self) {
        my->tasks[0] = asyncio_create_task(CALL(fails_or_not, .n = my->n, .flag = my->flag));
        my->tasks[1] = asyncio_create_task(CALL(fails_or_not, .n = 2));
        await(my->done, asyncio_wait(my->tasks, 2, NO_TIMEOUT, ASYNCIO_FIRST_EXCEPTION));
        finally {
            task_release(my->tasks[0]);
            task_release(my->tasks[1]);
        }
    }
}

static void end_future(struct future *f, int how)
{
    if (how == 0)
        future_cancel(f);
    else if (how == 1)
        future_set_exception(f, EPIPE);
    else
        future_set_result(f, how);
}

/* One step of a task's script. */
struct op {
    int op, i, j;
    bool flag, swallows;
};

/* What is to be awaited; NULL: a future in *FUTURE, or nothing: it is done already. */
static struct coro *operation(int me, const struct op *step, struct future **future)
{
    int before = me > 0 ? step->j % me : -1; /* no task waits for one that may wait for it */
    bool pending = before >= 0 && !future_done(&futures[step->i]) && !task_done(tasks[before]);
    bool flag = step->flag;

    switch (step->op) {
    case 0:
        return CALL(passes_turns, .n = step->j);
    case 1:
        *future = &futures[step->i];
        return NULL;
    case 2:
        *future = before >= 0 ? &tasks[before]->future : NULL;
        return NULL;
    case 3:
        task_cancel(tasks[step->j]);
        return NULL;
    case 4:
        if (!future_done(&futures[step->i]))
            end_future(&futures[step->i], step->j);
        return NULL;
    case 5:
        return asyncio_shield(&futures[step->i]);
    case 6:
        return before >= 0 ? asyncio_shield(tasks[before]) : NULL;
    case 7:
        return before >= 0 ? CALL(waits_for_either, .k = step->i, .n = before) : NULL;
    case 8:
        return asyncio_shield(CALL(fails_or_not, .n = step->j, .flag = flag));
    case 9:
        return CALL(in_a_group, .k = step->i, .n = step->j, .flag = flag);
    case 10:
        return CALL(in_a_timeout, .n = step->j, .delay = flag ? 0 : 9);
    case 11:
        return pending ? CALL(gathers, .k = step->i, .n = before, .flag = flag) : NULL;
    case 12:
        return pending ? CALL(gathers_all, .k = step->i, .n = before, .flag = flag) : NULL;
    case 13:
        return asyncio_wait_for(CALL(fails_or_not, .n = step->j, .flag = flag), 9);
    case 14:
        return asyncio_wait_for(&futures[step->i], flag ? 0 : 9);
    case 15:
        return CALL(takes_as_completed, .k = step->i, .flag = flag);
    default:
        return CALL(waits_for_an_error, .n = step->j, .flag = flag);
    }
}

static struct op scripts[TASKS][OPS];

/* The task `n`. */
COROUTINE(task)
{
    async (self) {
        for (my->k = 0; my->k < OPS; my->k++) {
            my->future = NULL;
            my->one = operation(my->n, &scripts[my->n][my->k], &my->future);
            if (my->one == NULL && my->future == NULL) {
                print_line("task %d: operation %d", my->n, scripts[my->n][my->k].op);
                continue;
            }
            if (my->one != NULL)
                await_catch(my->e, my->one);
            else
                await_catch(my->e, my->future);
            print_line("task %d: operation %d: %s", my->n, scripts[my->n][my->k].op, name(my->e));
            if (my->e == ECANCELED && !scripts[my->n][my->k].swallows)
                async_raise(my->e);
        }
        async_return(my->n);
    }
}

static void draw_scripts(void)
{
    for (int me = 0; me < TASKS; me++)
        for (int k = 0; k < OPS; k++) {
            struct op *step = &scripts[me][k];

            step->op = draw(number < NEWER ? 9 : 17);
            step->i = draw(FUTURES);
            step->j = draw(TASKS);
            step->flag = draw(2) != 0;
            step->swallows = draw(2) != 0;
        }
}

static int ignore(struct loop *loop, const struct exception_context *context)
{
    (void)loop, (void)context;
    return 0;
}

/* Asks all tasks to cancel. True: all are done. */
static bool cancel_all(void)
{
    bool done = true;

    for (int me = 0; me < TASKS; me++) {
        task_cancel(tasks[me]);
        done = done && task_done(tasks[me]);
    }
    return done;
}

COROUTINE(program)
{
    struct loop *loop = asyncio_get_running_loop();

    async (self) {
        loop_set_exception_handler(loop, ignore);
        count_iterations();
        for (int i = 0; i < FUTURES; i++)
            future_init(&futures[i], loop);
        draw_scripts();
        for (int me = 0; me < TASKS; me++)
            tasks[me] = create_task(CALL(task, .n = me));
        for (my->k = 0; my->k < 50; my->k++) {
            TURNS(4);
            if (cancel_all())
                break;
        }
        for (int me = 0; me < TASKS; me++)
            print_line("task %d: %s, count %d", me,
                       task_done(tasks[me]) ? name(task_result(tasks[me], NULL)) : "not done",
                       number < NEWER ? 0 : task_cancelling(tasks[me]));
    }
}

int main(void)
{
    RUN_PROGRAMS(program, PROGRAMS, NEWER);
    return 0;
}
