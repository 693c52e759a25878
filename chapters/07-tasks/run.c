/*
 * Chapter 7: running a loop for one result, and running a whole program.
 */
#include "tasks.h"
#include "todo.h"

#include <errno.h>
#include <stdlib.h>

/* The done callback that ends loop_run_until_complete(). */
static int stop_loop(void *arg)
{
    loop_stop(arg);
    return 0;
}

int loop_run_until_future_done(struct loop *loop, struct future *future, union value *value)
{
    struct handle stop;
    int error;

    /*
     * Exercise 7.5: run the loop until FUTURE is done, by a done callback that stops it. If the loop
     * stopped for another reason, take the callback back and answer the loop's error, or EINTR.
     */
    if (future == NULL || future->loop != loop)
        return EINVAL;
    TODO("7.5", value, &stop, &error, stop_loop);
}

int loop_run_until_task_done(struct loop *loop, struct task *task, union value *value)
{
    return loop_run_until_future_done(loop, task != NULL ? &task->future : NULL, value);
}

int loop_run_until_coro_done(struct loop *loop, struct coro *coro, union value *value)
{
    struct task *task;
    int error = 0;

    if (loop_is_closed(loop))
        error = EBADF;
    else if (asyncio_get_running_loop() != NULL)
        error = EDEADLK; /* before there is a task, or it would run all the same */
    if (error != 0) {
        coro_drop(coro);
        return error;
    }
    task = loop_create_task(loop, coro);
    if (task == NULL)
        return ENOMEM;
    error = loop_run_until_task_done(loop, task, value);
    task_release(task);
    return error;
}

/* True while a task that is no newer than NEWEST is left. The newest stand first in the list. */
static bool has_tasks_up_to(const struct loop *loop, unsigned newest)
{
    for (struct task *task = loop->all_tasks; task != NULL; task = task->next)
        if ((int)(newest - task->number) >= 0) /* numbers may have come round */
            return true;
    return false;
}

/* Tasks that are made while others stop are asked in the next round: none may be left. */
int loop_cancel_all_tasks(struct loop *loop)
{
    int error = 0;

    while (error == 0 && loop->all_tasks != NULL) {
        unsigned newest = loop->all_tasks->number;

        for (struct task *task = loop->all_tasks; task != NULL; task = task->next)
            task_cancel(task);
        while (error == 0 && has_tasks_up_to(loop, newest))
            error = loop_run_once(loop);
    }
    return error;
}

int asyncio_run(struct coro *main)
{
    struct loop loop;
    int error = asyncio_get_running_loop() != NULL ? EDEADLK : loop_init(&loop, NULL);

    if (error != 0) {
        coro_drop(main);
        coro_free_memory();
        return error;
    }
    /*
     * Exercise 7.6: run the loop until MAIN is done; whatever came of it, cancel the tasks that are
     * left, and shut the loop down if that went well; then close it. Answer main's error; if it has
     * none, that of the cancelling or the shutdown.
     */
    TODO("7.6", &error);
    coro_free_memory();
    return error;
}
