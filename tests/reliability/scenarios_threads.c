/*
 * What cancel.c and memory.c try, of chapter 9: jobs in threads, and files.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "aiofiles.h"
#include "gather.h"
#include "scene.h"

/* The struct of all scenarios here. */
struct scene {
    struct coro coro;
    int e, results[2];
    struct coro *job; /* not awaited yet */
    struct running *running;
    struct aiofile *file;
    struct bytes *bytes;
    char path[64];
};

/* ---- Jobs -------------------------------------------------------------------------------------- */

static int job_counts(void *arg, union value *result)
{
    (void)arg;
    *result = value_of(1);
    return 0;
}

static int job_fails(void *arg, union value *result)
{
    (void)arg;
    *result = value_of(0);
    return EIO;
}

SCENARIO(hands_over_jobs)
{
    async (self) {
        await(asyncio_to_thread(job_counts, NULL));
        await(asyncio_gather(
            my->results, asyncio_to_thread(job_counts, NULL),
            loop_run_in_executor(asyncio_get_running_loop(), NULL, job_counts, NULL)));
        if (my->results[0] + my->results[1] != 2)
            async_raise(ERANGE);
        await(asyncio_to_thread(job_fails, NULL));
    }
}

/* What a job owns is given back in any case: the blocks of memory are counted. */
static void frees(void *arg, bool delivered)
{
    (void)delivered;
    free(arg);
}

SCENARIO(owns_its_argument)
{
    struct loop *loop = asyncio_get_running_loop();
    void *memory;

    (void)my;
    async (self) {
        memory = malloc(8);
        if (memory == NULL)
            async_raise(ENOMEM);
        await(loop_run_owning(loop, NULL, job_counts, memory, frees));
        memory = malloc(8);
        if (memory == NULL)
            async_raise(ENOMEM);
        await(
            loop_run_job(loop, NULL, &(struct job){.function = job_counts, .arg = memory}, frees));
    }
}

/* A job that runs until it is let go: so the await is surely cancelled while it runs. */
struct running {
    struct gate gate;
    atomic_int owners; /* the scenario, and the job */
};

static int job_runs(void *arg, union value *result)
{
    struct running *running = arg;

    *result = value_of(0);
    gate_wait(&running->gate);
    return 0;
}

static void running_release(void *arg, bool delivered)
{
    struct running *running = arg;

    (void)delivered;
    if (atomic_fetch_sub(&running->owners, 1) == 1)
        free(running);
}

static struct coro *run(struct scene *my)
{
    my->running = malloc(sizeof *my->running);
    if (my->running == NULL)
        return NULL;
    *my->running = (struct running){.gate = GATE, .owners = 2};
    return loop_run_owning(asyncio_get_running_loop(), NULL, job_runs, my->running,
                           running_release);
}

/* It may end now. */
static void let_go(struct scene *my)
{
    if (my->running == NULL)
        return;
    gate_add(&my->running->gate, 1);
    running_release(my->running, false);
    my->running = NULL;
}

/* The job, which belongs to its await from now on. */
static struct coro *job_taken(struct scene *my)
{
    struct coro *job = my->job;

    my->job = NULL;
    return job;
}

SCENARIO(waits_for_a_job)
{
    async (self) {
        my->job = run(my);
        await(asyncio_sleep(0));
        let_go(my);
        await(job_taken(my));
        finally
        {
            let_go(my);
            coro_drop(my->job);
        }
    }
}

/* ---- Files ------------------------------------------------------------------------------------- */

/* A name of its own, for each file of the program. */
static const char *new_path(struct scene *my)
{
    static int number;

    snprintf(my->path, sizeof my->path, "/tmp/reliability-%ld-%d", (long)getpid(), ++number);
    return my->path;
}

/* The file, which is closed in any case. */
static struct aiofile *file_taken(struct scene *my)
{
    struct aiofile *file = my->file;

    my->file = NULL;
    return file;
}

SCENARIO(writes_and_reads_a_file)
{
    async (self) {
        await(my->file, aiofiles_open(new_path(my), "w+"));
        await(aiofiles_write(my->file, "a line\nand more", 15));
        await(aiofiles_close(file_taken(my)));
        await(my->file, aiofiles_open(my->path, "r"));
        await(my->bytes, aiofiles_readline(my->file));
        await(my->bytes, aiofiles_read(my->file, 100));
        if (my->bytes->size != 8)
            async_raise(ERANGE);
        finally
        {
            unlink(my->path);
            if (my->file != NULL)
                await(aiofiles_close(file_taken(my)));
        }
    }
}

SCENARIO(has_no_such_file)
{
    async (self) {
        await(my->file, aiofiles_open("/nowhere/at/all", "r"));
    }
}

/* ---- All of them ------------------------------------------------------------------------------- */

const struct scenario scenarios_of_threads[] = {
    OUTSIDE(hands_over_jobs, EIO),     OUTSIDE(owns_its_argument, 0),
    OUTSIDE(waits_for_a_job, 0),       OUTSIDE(writes_and_reads_a_file, 0),
    OUTSIDE(has_no_such_file, ENOENT), {.name = NULL},
};
