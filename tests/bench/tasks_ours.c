/*
 * This course's library: generators, coroutines and tasks, as a program uses them.
 */
#include "task_rows.h"

#include <errno.h>
#include <stdlib.h>

#include "gather.h"
#include "generators.h"
#include "tasks.h"

/* ---- Generators ----------------------------------------------------------------------------- */

struct numbers {
    struct generator generator;
    long i, count;
};

static void numbers(struct generator *self)
{
    struct numbers *my = (struct numbers *)self;

    generator (self) {
        for (my->i = 0; my->i < my->count; my->i++)
            yield(my->i);
    }
}

long bench_generator(long count)
{
    struct numbers my = {.generator.body = numbers, .count = count};
    long sum = 0;

    while (generator_next(&my.generator) == 0)
        sum += my.generator.value.integer;
    return sum;
}

/* ---- Coroutines by hand --------------------------------------------------------------------- */

struct adder {
    struct coro coro;
    int depth;
    long got, sum;
};

static void adder(struct coro *self)
{
    struct adder *my = (struct adder *)self;

    async (self) {
        if (my->depth > 1)
            await(my->sum, coro(adder, .depth = my->depth - 1));
        else
            while (my->got >= 0) {
                my->sum += my->got;
                async_yield(my->got, my->sum);
            }
        async_return(my->sum);
    }
}

long bench_resume(int depth, long count)
{
    struct coro_stack stack;
    long expected = 0;

    coro_stack_init(&stack, coro(adder, .depth = depth));
    require(coro_resume(&stack) == 0, "the coroutine did not begin");
    for (long i = 0; i < count; i++) {
        stack.value.integer = i;
        expected += i;
        require(coro_resume(&stack) == 0 && stack.value.integer == expected, "a wrong sum");
    }
    stack.value.integer = -1;
    require(coro_resume(&stack) == CORO_ENDED, "the coroutine did not end");
    return stack.value.integer;
}

/* ---- Awaited calls -------------------------------------------------------------------------- */

struct same {
    struct coro coro;
    long x;
};

static void same(struct coro *self)
{
    struct same *my = (struct same *)self;

    async (self) {
        async_return(my->x);
    }
}

/* The sum of a row goes where the argument points to, as in any program. */
struct calls {
    struct coro coro;
    long i, count, x;
    long *sum;
};

static void calls(struct coro *self)
{
    struct calls *my = (struct calls *)self;

    async (self) {
        for (my->i = 0; my->i < my->count; my->i++) {
            await(my->x, coro(same, .x = my->i));
            *my->sum += my->x;
        }
    }
}

long bench_call(long count)
{
    long sum = 0;

    require(asyncio_run(coro(calls, .count = count, .sum = &sum)) == 0, "the run failed");
    return sum;
}

/* ---- Tasks ---------------------------------------------------------------------------------- */

struct turner {
    struct coro coro;
    long number, i, count;
};

static void turner(struct coro *self)
{
    struct turner *my = (struct turner *)self;

    async (self) {
        for (my->i = 0; my->i < my->count; my->i++) {
            turn_taken(my->number);
            await(asyncio_sleep(0));
        }
    }
}

struct switches {
    struct coro coro;
    long i, tasks, count;
    struct task **made;
};

static void switches(struct coro *self)
{
    struct switches *my = (struct switches *)self;

    async (self) {
        for (my->i = 0; my->i < my->tasks; my->i++)
            my->made[my->i] =
                asyncio_create_task(coro(turner, .number = my->i, .count = my->count / my->tasks));
        for (my->i = 0; my->i < my->tasks; my->i++) {
            await(my->made[my->i]);
            task_release(my->made[my->i]);
        }
    }
}

void bench_switch(long tasks, long count)
{
    struct task **made = malloc((size_t)tasks * sizeof(struct task *));

    require(made != NULL, "out of memory");
    require(asyncio_run(coro(switches, .tasks = tasks, .count = count, .made = made)) == 0,
            "the run failed");
    free(made);
}

struct spawns {
    struct coro coro;
    long i, count, x;
    long *sum;
    struct task *task;
};

static void spawns(struct coro *self)
{
    struct spawns *my = (struct spawns *)self;

    async (self) {
        for (my->i = 0; my->i < my->count; my->i++) {
            my->task = asyncio_create_task(coro(same, .x = my->i));
            await(my->x, my->task);
            task_release(my->task);
            *my->sum += my->x;
        }
    }
}

long bench_spawn(long count)
{
    long sum = 0;

    require(asyncio_run(coro(spawns, .count = count, .sum = &sum)) == 0, "the run failed");
    return sum;
}

/* ---- Many tasks at once --------------------------------------------------------------------- */

static struct task **made;

void many_prepare(long count)
{
    made = malloc((size_t)count * sizeof(struct task *));
    require(made != NULL, "out of memory");
    for (long i = 0; i < count; i++)
        made[i] = NULL;
}

struct waiter {
    struct coro coro;
    long number;
    double delay;
    int error;
};

static void waiter(struct coro *self)
{
    struct waiter *my = (struct waiter *)self;

    async (self) {
        many_begins();
        await_catch(my->error, asyncio_sleep(my->delay));
        many_ends();
        async_return(my->number);
    }
}

struct crowd {
    struct coro coro;
    enum wait wait;
    long i, x;
    long *sum;
};

static void crowd(struct coro *self)
{
    struct crowd *my = (struct crowd *)self;

    async (self) {
        for (my->i = 0; my->i < many.count; my->i++)
            made[my->i] = asyncio_create_task(
                coro(waiter, .number = my->i, .delay = my->wait == WAIT_TURN ? 0 : delays[my->i]));
        if (my->wait == WAIT_FOREVER) {
            await(asyncio_sleep(0)); /* all of them go to sleep */
            for (my->i = 0; my->i < many.count; my->i++)
                require(task_cancel(made[my->i]), "a task was done early");
        }
        for (my->i = 0; my->i < many.count; my->i++) {
            await(my->x, made[my->i]);
            task_release(made[my->i]);
            *my->sum += my->x;
        }
    }
}

long bench_many(enum wait wait)
{
    long sum = 0;

    require(asyncio_run(coro(crowd, .wait = wait, .sum = &sum)) == 0, "the run failed");
    return sum;
}

/* ---- Gather --------------------------------------------------------------------------------- */

struct gathers {
    struct coro coro;
    long i, rounds;
    long *results, *sum;
};

/* All coroutines of one round. */
static struct coro *gather_all(long *results)
{
    struct awaitable all[GATHER_SIZE];

    for (long i = 0; i < GATHER_SIZE; i++)
        all[i] = awaitable_of(coro(same, .x = i));
    return asyncio_gather_array(results_of(results), NULL, all, GATHER_SIZE);
}

static void gathers(struct coro *self)
{
    struct gathers *my = (struct gathers *)self;

    async (self) {
        for (my->i = 0; my->i < my->rounds; my->i++) {
            await(gather_all(my->results));
            for (long i = 0; i < GATHER_SIZE; i++)
                *my->sum += my->results[i];
        }
    }
}

long bench_gather(long rounds)
{
    long results[GATHER_SIZE], sum = 0;

    require(asyncio_run(coro(gathers, .rounds = rounds, .results = results, .sum = &sum)) == 0,
            "the run failed");
    return sum;
}
