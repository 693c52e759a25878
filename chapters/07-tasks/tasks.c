/*
 * Chapter 7: tasks.
 *
 * A task is three things put together: the future of a result, a stack of coroutines that works it
 * out, and the one handle that stands for its next step. That handle is in the ready queue while the
 * step is due, and in the ring of a future while the task waits for that.
 */
#include "tasks.h"
#include "todo.h"

#include <errno.h>
#include <stdio.h>

static _Thread_local unsigned last_number;

/* ---- The list of all tasks ------------------------------------------------------------------- */

static void all_tasks_add(struct task *task)
{
    struct loop *loop = task->future.loop;

    task->next = loop->all_tasks;
    if (task->next != NULL)
        task->next->prev = task;
    loop->all_tasks = task;
}

static void all_tasks_remove(struct task *task)
{
    if (task->next != NULL)
        task->next->prev = task->prev;
    if (task->prev != NULL)
        task->prev->next = task->next;
    else
        task->future.loop->all_tasks = task->next;
}

size_t asyncio_all_tasks(const struct loop *loop, struct task **tasks, size_t room)
{
    size_t count = 0;

    for (struct task *task = loop->all_tasks; task != NULL; task = task->next, count++)
        if (count < room)
            tasks[count] = task;
    return count;
}

struct task *asyncio_current_task(void)
{
    struct loop *loop = asyncio_get_running_loop();

    return loop != NULL ? loop->current_task : NULL;
}

/* ---- The end --------------------------------------------------------------------------------- */

static void task_report(struct task *task, const char *message, int error)
{
    loop_call_exception_handler(
        task->future.loop,
        &(struct exception_context){
            .message = message, .error = error, .future = &task->future, .task = task});
}

/* Nobody owns the task, and it is done. But a handler that is told of its error may keep it. */
static void task_free(struct task *task)
{
    if (task->future.unread) {
        task->future.unread = false; /* first: the handler may look at it, and is told once */
        task->owners = 1;
        task_report(task, "the error of a task was never read", task->future.error);
        task->owners--;
    }
    if (task->owners > 0)
        return;
    future_release(&task->future);
    coro_memory_release(task, sizeof *task);
}

/* The coroutine has ended with STATUS, as coro_resume() answers. */
static void task_end(struct task *task, int status)
{
    int error = status == CORO_ENDED ? 0 : status;

    if (task->must_cancel && error == 0)
        error = ECANCELED; /* asked in its last step: nothing is left that could refuse */
    all_tasks_remove(task);
    future_end(&task->future, task->stack.value, error);
}

/*
 * The last owner gives up a task that is not done, and its loop is closed, so nobody will step it
 * again. Its coroutine ends where it stands, with ECANCELED, as when a stack is closed. What is called
 * meanwhile may hold the task, and release it.
 */
static void task_abandon(struct task *task)
{
    task->owners = 1;
    task_report(task, "a task was destroyed that was not done", 0);
    handle_cancel(&task->step);
    coro_stack_close(&task->stack);
    task_end(task, ECANCELED);
    task_release(task);
}

/* ---- One step -------------------------------------------------------------------------------- */

/* What the await gives at which the task stands: an error if it is to be cancelled, else the result. */
static void task_collect(struct task *task)
{
    struct coro_stack *stack = &task->stack;

    /*
     * Exercise 7.1: if the task must cancel, the await raises ECANCELED, and the request is used up.
     * Else, if it waited for a future, the await gives that future's result or raises its error. What
     * stands in the stack already stays there otherwise. From now on the task waits for nothing.
     */
    TODO("7.1", stack);
}

/* The coroutine waits: arranges for the next step. */
static void task_wait(struct task *task)
{
    struct future *waits_for = task->stack.waits_for;

    /*
     * Exercise 7.2: a task that waits for nothing gives up one turn: its step goes to the end of the
     * ready queue. One that waits for a future is a done callback of it; if it must cancel, it asks
     * that future at once, and if that agrees, the request is used up.
     */
    if (task->parked)
        return;
    TODO("7.2", waits_for);
}

/* Resumes the coroutine, and sees to what comes next. */
static void task_run(struct task *task)
{
    struct loop *loop = task->future.loop;
    int status;

    task_collect(task);
    loop->current_task = task;
    status = coro_resume(&task->stack);
    loop->current_task = NULL;
    if (status == 0)
        task_wait(task);
    else
        task_end(task, status);
}

/* A step: the callback of task->step. */
static int task_step(void *arg)
{
    struct task *task = arg;
    struct observer *observer = task->future.loop->ready.observer;

    if (observer != NULL && observer->task_begin != NULL)
        observer->task_begin(observer, task);
    task_run(task);
    if (observer != NULL && observer->task_end != NULL)
        observer->task_end(observer, task);
    if (task->owners == 0 && future_done(&task->future))
        task_free(task);
    return 0;
}

void task_park(struct task *task)
{
    task->parked = !task->must_cancel; /* a task that is to be cancelled does not wait */
}

void task_wake(struct task *task)
{
    if (!task->parked)
        return;
    task->parked = false;
    if (!task->stack.is_running) /* else it has not come to its wait yet, and goes on there */
        ready_push(&task->future.loop->ready, &task->step);
}

/* ---- Cancelling ------------------------------------------------------------------------------ */

/*
 * A task that stands in no ring, is not parked and does not run waits for a future that was released
 * under it. Nobody would ever wake it: it is parked from now on, and forgets that future.
 */
static void task_leave_released(struct task *task)
{
    if (handle_is_queued(&task->step) || task->parked || task->stack.is_running)
        return;
    task->stack.waits_for = NULL;
    task->parked = true;
}

bool task_cancel(struct task *task)
{
    task->future.unread = false; /* whoever asks this has no more questions */
    if (future_done(&task->future))
        return false;
    task->cancels++;
    if (task->stack.is_running)
        task->parked = false; /* it has not come to its wait yet, and will not wait there */
    task_leave_released(task);
    /*
     * Exercise 7.3: if the task waits for a future, ask that; if it agrees, its end will wake this
     * task, and no more is needed. A parked task gets the error raised in its stack and is woken. In
     * all other cases the task must cancel in its next step.
     */
    TODO("7.3", task);
}

/*
 * How the future of a task is cancelled: by asking the task, which asks what it waits for in turn. If
 * that comes round to the same task, tasks await each other in a ring, and none of them would ever be
 * woken: here the ring is opened.
 */
static bool task_cancel_future(struct future *future)
{
    struct task *task = container_of(future, struct task, future);
    bool asked;

    if (task->is_asked) {
        handle_cancel(&task->step);
        return task_cancel(task);
    }
    task->is_asked = true;
    asked = task_cancel(task);
    task->is_asked = false;
    return asked;
}

int task_cancelling(const struct task *task)
{
    return task->cancels;
}

int task_uncancel(struct task *task)
{
    if (task->cancels > 0 && --task->cancels == 0)
        task->must_cancel = false;
    return task->cancels;
}

/* ---- Beginning ------------------------------------------------------------------------------- */

struct task *loop_create_task(struct loop *loop, struct coro *coro)
{
    struct task *task = NULL;

    if (coro != NULL && coro->frame.at != FRAME_START)
        return NULL; /* it runs already, and belongs to whoever runs it */
    if (coro != NULL && loop != NULL && !loop_is_closed(loop))
        task = coro_memory(sizeof *task);
    if (task == NULL) {
        coro_drop(coro);
        return NULL;
    }
    *task = (struct task){.number = ++last_number, .owners = 1};
    future_init(&task->future, loop);
    task->future.cancel = task_cancel_future;
    coro_stack_init(&task->stack, coro);
    handle_init(&task->step, task_step, task);
    all_tasks_add(task);
    ready_push(&loop->ready, &task->step);
    return task;
}

struct task *asyncio_create_task(struct coro *coro)
{
    return loop_create_task(asyncio_get_running_loop(), coro);
}

void task_release(struct task *task)
{
    if (task == NULL)
        return;
    task->owners--;
    if (task->owners > 0)
        return;
    if (future_done(&task->future))
        task_free(task);
    else if (loop_is_closed(task->future.loop))
        task_abandon(task);
}

void task_hold(struct task *task)
{
    task->owners++;
}

/* A task that awaited itself could never be woken. */
bool task_await(struct frame *frame, struct task *awaited)
{
    if (awaited != NULL && awaited == asyncio_current_task())
        return coro_gives(value_of(0), EDEADLK);
    return future_await(frame, awaited != NULL ? &awaited->future : NULL);
}

/* ---- What a task shares with its future ------------------------------------------------------ */

bool task_done(const struct task *task)
{
    return future_done(&task->future);
}

bool task_cancelled(const struct task *task)
{
    return future_cancelled(&task->future);
}

int task_result(struct task *task, union value *value)
{
    return future_result(&task->future, value);
}

int task_exception(struct task *task, int *error)
{
    return future_exception(&task->future, error);
}

int task_add_done_callback(struct task *task, struct handle *handle)
{
    return future_add_done_callback(&task->future, handle);
}

void task_set_name(struct task *task, const char *name)
{
    task->name = name;
}

const char *task_get_name(const struct task *task, char *buffer, size_t size)
{
    if (task->name != NULL)
        return task->name;
    snprintf(buffer, size, "Task-%u", task->number);
    return buffer;
}
