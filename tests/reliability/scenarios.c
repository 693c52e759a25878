/* What cancel.c, memory.c and calls.c have in common: see scenarios.h. */
#include "scenarios.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

#include "gather.h"
#include "scene.h"
#include "task_group.h"
#include "timeout.h"

const struct scenario *const scenarios[] = {scenarios_of_tasks,
                                            scenarios_of_threads,
                                            scenarios_of_sync,
                                            scenarios_of_streams,
                                            scenarios_of_http,
                                            scenarios_of_processes,
                                            NULL};

int complaints;

void complain(const char *format, ...)
{
    va_list arguments;

    complaints++;
    va_start(arguments, format);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

int reports_of_no_memory, reports;

int count_reports(struct loop *loop, const struct exception_context *context)
{
    (void)loop;
    reports++;
    reports_of_no_memory += context->error == ENOMEM;
    return 0;
}

void gate_add(struct gate *gate, int count)
{
    pthread_mutex_lock(&gate->lock);
    gate->count += count;
    pthread_cond_broadcast(&gate->changed);
    pthread_mutex_unlock(&gate->lock);
}

void gate_wait(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    while (gate->count <= 0)
        pthread_cond_wait(&gate->changed, &gate->lock);
    gate->count--;
    pthread_mutex_unlock(&gate->lock);
}

int descriptors_in_use(void)
{
    int count = 0;

    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

struct held what_is_held(void)
{
    return (struct held){.blocks = blocks_in_use, .descriptors = descriptors_in_use()};
}

void check_held(struct held before, const char *when)
{
    int status;

    processes_settle();
    if (blocks_in_use != before.blocks)
        complain("%s: %ld blocks of memory are not given back", when,
                 blocks_in_use - before.blocks);
    if (descriptors_in_use() != before.descriptors)
        complain("%s: %d descriptors are not closed", when,
                 descriptors_in_use() - before.descriptors);
    if (waitpid(-1, &status, WNOHANG) > 0)
        complain("%s: a child was not waited for", when);
}

/* ---- What they are made of ------------------------------------------------------------------- */

int naps_begun, naps_ended;

void nap(struct coro *self)
{
    struct nap *my = (struct nap *)self;

    async (self) {
        naps_begun++;
        await(asyncio_sleep(my->seconds));
        if (my->error != 0)
            async_raise(my->error);
        async_return(1);
        finally
        {
            naps_ended++;
            for (my->i = 0; my->i < my->cleanup; my->i++)
                await(asyncio_sleep(0));
        }
    }
}

/* ---- Afterwards -------------------------------------------------------------------------------- */

/* Uses a little of everything, and counts up to 42. */
struct following {
    struct coro coro;
    int one, results[2];
    struct task_group group;
    struct timeout timeout;
    struct task *task;
};

static void following(struct coro *self)
{
    struct following *my = (struct following *)self;

    async (self) {
        asyncio_timeout (&my->timeout, 9) {
            await(asyncio_gather(my->results, NAP(0), NAP(1)));
            asyncio_task_group (&my->group) {
                task_group_create_task(&my->group, NAP(1), &my->task);
            }
        }
        await(my->one, my->task);
        async_return(39 + my->one + my->results[0] + my->results[1]);
        finally
        {
            task_release(my->task);
        }
    }
}

struct coro *following_program(void)
{
    return coro(following);
}

void run_until_idle(struct loop *loop, const char *when)
{
    for (int i = 0; loop->all_tasks != NULL; i++) {
        if (i == 1000) {
            complain("%s: some task never ends", when);
            return;
        }
        loop_run_once(loop);
    }
    do { /* what the last of them has queued */
        loop_stop(loop);
        loop_run_once(loop);
    } while (outside && !ready_is_empty(&loop->ready));
}

void check_loop_is_well(struct loop *loop, const char *when)
{
    union value value = {0};
    int error;

    if (loop->timers.count > 0)
        complain("%s: %zu timers are left in the heap", when, loop->timers.count);
    if (!ready_is_empty(&loop->ready))
        complain("%s: calls are left in the queue", when);
    error = loop_run_until_complete(loop, following_program(), &value);
    if (error != 0 || value.integer != 42)
        complain("%s: a program on the same loop then ends with error %d and result %lld", when,
                 error, value.integer);
}
