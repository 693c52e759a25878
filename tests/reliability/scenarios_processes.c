/*
 * What cancel.c and memory.c try, of chapter 13: other programs, a pool of processes, Ctrl-C.
 */
#include <errno.h>
#include <signal.h>

#include "interrupt.h"
#include "process_pool.h"
#include "scene.h"
#include "subprocess.h"
#include "task_group.h"

/* The struct of all scenarios here. */
struct scene {
    struct coro coro;
    struct process *process;
    struct process_output *output;
    int numbers[2], code;
    struct task_group group;
    struct process_pool pool;
    bool has_pool, watches;
    int e;
};

/* ---- Other programs ---------------------------------------------------------------------------- */

SCENARIO(talks_to_a_program)
{
    async (self) {
        await(my->process, asyncio_create_subprocess_exec(ARGV("cat"), .in = SUBPROCESS_PIPE,
                                                          .out = SUBPROCESS_PIPE));
        await(my->output, process_communicate(my->process, "hello", 5));
        if (my->output->out.size != 5 || my->process->returncode != 0)
            async_raise(ERANGE);
        finally
        {
            process_release(my->process);
        }
    }
}

/* One that ends by itself, one that is left running, and one that does not exist. */
SCENARIO(waits_for_programs)
{
    async (self) {
        await(my->process, asyncio_create_subprocess_shell("exit 3"));
        await(my->code, process_wait(my->process));
        if (my->code != 3)
            async_raise(ERANGE);
        process_release(my->process);
        my->process = NULL;
        await(my->process,
              subprocess_exec(ARGV("sleep", "1000"),
                              &(struct subprocess_options){.out = SUBPROCESS_PIPE, .cwd = "/"}));
        process_release(my->process);
        my->process = NULL;
        await(my->process, asyncio_create_subprocess_exec(ARGV("/nowhere/at/all")));
        await(my->code, process_wait(my->process));
        async_raise(ENOENT); /* under valgrind the system can't tell before */
        finally
        {
            process_release(my->process);
        }
    }
}

/* ---- A pool ------------------------------------------------------------------------------------ */

static struct process_pool pool;

/* What processes_settle() gives the pool. */
static struct gate settled = GATE;

static void is_settled(struct job *job)
{
    (void)job;
    gate_add(&settled, 1);
}

static int does_nothing(void *arg, union value *result)
{
    (void)arg;
    *result = value_of(0);
    return 0;
}

/* Jobs begin in order, and there is one worker: when this one is done all others are. */
void processes_settle(void)
{
    struct job job = {.function = does_nothing, .done = is_settled};

    if (executor_submit(&pool.executor, &job) != 0)
        complain("the pool takes no jobs any more");
    else
        gate_wait(&settled);
    if (job.error != 0)
        complain("the pool is broken");
}

void processes_begin(void)
{
    if (process_pool_init(&pool, 1) != 0)
        complain("there is no pool of processes");
    processes_settle(); /* its thread is made here */
}

void processes_end(void)
{
    process_pool_destroy(&pool);
}

static int doubles(void *arg, union value *result)
{
    int *number = arg;

    *number *= 2;
    *result = value_of(*number);
    return 0;
}

SCENARIO(asks_a_pool)
{
    async (self) {
        my->numbers[0] = 1;
        my->numbers[1] = 2;
        asyncio_task_group (&my->group)
            for (int i = 0; i < 2; i++)
                task_group_create_task(
                    &my->group, process_pool_run(&pool, doubles, &my->numbers[i], sizeof(int)),
                    NULL);
        if (my->numbers[0] != 2 || my->numbers[1] != 4)
            async_raise(ERANGE);
        await(process_pool_run(&pool, does_nothing, NULL, 0));
    }
}

/* A pool of its own. What is under way when it is destroyed is waited for. */
SCENARIO(makes_a_pool)
{
    async (self) {
        my->e = process_pool_init(&my->pool, 1);
        if (my->e != 0)
            async_raise(my->e);
        my->has_pool = true;
        my->numbers[0] = 21;
        await(process_pool_run(&my->pool, doubles, &my->numbers[0], sizeof(int)));
        if (my->numbers[0] != 42)
            async_raise(ERANGE);
        finally
        {
            if (my->has_pool)
                process_pool_destroy(&my->pool);
        }
    }
}

/* ---- Ctrl-C ------------------------------------------------------------------------------------ */

SCENARIO(is_not_interrupted)
{
    (void)my;
    async (self) {
        await(asyncio_interruptible(NAP(1, .cleanup = 1)));
    }
}

/* Presses Ctrl-C, unless that would end the program: without memory nobody watches for it. */
struct presses {
    struct coro coro;
};

static void presses(struct coro *self)
{
    struct sigaction now;

    async (self) {
        if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler != SIG_DFL)
            raise(SIGINT);
        await(NAP(9, .cleanup = 1));
    }
}

/* One at a time has Ctrl-C; in asyncio_run() there are two of this. */
static bool is_watched;

SCENARIO(is_interrupted)
{
    async (self) {
        if (is_watched)
            async_raise(EINTR);
        is_watched = my->watches = true;
        await(asyncio_interruptible(coro(presses)));
        finally
        {
            if (my->watches)
                is_watched = false;
        }
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

const struct scenario scenarios_of_processes[] = {
    OUTSIDE(talks_to_a_program, 0),
    OUTSIDE(waits_for_programs, ENOENT),
    OUTSIDE(asks_a_pool, 0),
    OUTSIDE(makes_a_pool, 0),
    {.name = "is_not_interrupted", .make = make_is_not_interrupted, .forgives = true},
    {.name = "is_interrupted", .make = make_is_interrupted, .error = EINTR, .forgives = true},
    {.name = NULL},
};
