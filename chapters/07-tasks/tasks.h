/**
 * @file tasks.h
 * @brief Chapter 7: a task drives a coroutine on a loop, and is the future of its result.
 *
 * Mirrors `asyncio.Task` and asyncio/runners.py.
 */
#ifndef TASKS_H
#define TASKS_H

#include "coroutines.h"
#include "futures.h"
#include "loop.h"

/**
 * @brief A coroutine that runs on a loop by itself, one step at a time.
 *
 * Allocated by asyncio_create_task(); freed when it is done and its last owner has called
 * task_release(), whichever comes later. Whoever awaits it, or asks it anything, must own it until
 * then, or know somebody who does. The fields belong to this library; what they are is useful in a
 * debugger, and coro_print_stack() shows where task->stack stands.
 *
 * Mirrors `asyncio.Task`.
 */
struct task {
    struct future future;    /**< Its result. First member: a task is a future. */
    struct handle step;      /**< Its next step: queued, or in the ring of what it waits for. */
    struct coro_stack stack; /**< What it runs, and what that waits for. */
    struct task *next;       /**< Neighbours in loop->all_tasks. */
    struct task *prev;       /**< See next. */
    const char *name;        /**< Set by task_set_name(); NULL: "Task-" and its number. */
    unsigned number;         /**< Counts from 1 in each thread. */
    unsigned cancels;        /**< How often it was asked to cancel, less task_uncancel(). */
    unsigned owners;         /**< How many task_release() are still to come. */
    bool must_cancel;        /**< The next step raises ECANCELED. */
    bool parked;             /**< It waits for nothing but task_wake(). */
    bool is_asked;           /**< A request to cancel is on its way through it. */
};

/**
 * @brief Makes @p coro a task of the running loop. Its first step is queued; nothing runs in here.
 *
 * Mirrors `asyncio.create_task()`.
 *
 * @return the task, which its caller must task_release() one day; or NULL if @p coro is NULL, there
 *         is no memory, or no loop is running: @p coro is freed then. NULL too if @p coro has begun
 *         already; it is left alone. To await NULL raises ENOMEM, so this need not be tested.
 */
struct task *asyncio_create_task(struct coro *coro);

/**
 * @brief As asyncio_create_task(), for a loop that need not be running, but must be open.
 *
 * Mirrors `loop.create_task()`.
 */
struct task *loop_create_task(struct loop *loop, struct coro *coro);

/**
 * @brief The caller has no more use for @p task: it is freed now if it is done, else when it is.
 * NULL is fine.
 *
 * An error that nobody has read is reported to the exception handler when the task is freed. A task
 * that is not done goes on without owners, unless its loop is closed: then it is reported, its
 * coroutine is closed (coro_stack_close()), and it is freed. The loop must still be in its place.
 *
 * Mirrors the last reference to a task going away.
 */
void task_release(struct task *task);

/** @brief Makes the caller one more owner of @p task, who must task_release() it one day. */
void task_hold(struct task *task);

/**
 * @brief Asks the task to stop: ECANCELED is raised at the await at which it stands, in its next step.
 *
 * What it waits for is cancelled at once; if that is a task, it is asked in turn. A task that has not
 * begun ends without running. A task may catch the error and go on. Asked from inside, the task goes
 * on to its next real wait, and is cancelled there. Tasks that await each other in a ring are woken.
 *
 * Mirrors `task.cancel()`.
 *
 * @return true if it asked; false if the task is done: nothing has changed, but that an error in it is
 *         not reported any more.
 */
bool task_cancel(struct task *task);

/** @brief How often it was asked to cancel, less task_uncancel(). Mirrors `task.cancelling()`. */
int task_cancelling(const struct task *task);

/**
 * @brief Takes one request to cancel off the count, which is never below zero. With the last one, a
 * request that the next step would have raised is taken back too; an error that was raised already, or
 * that comes from a future that was cancelled, is not.
 *
 * Mirrors `task.uncancel()`, as of Python 3.13. @return the count that is left.
 */
int task_uncancel(struct task *task);

/** @brief True once the task has ended. Mirrors `task.done()`. */
bool task_done(const struct task *task);

/** @brief True if the task has ended with ECANCELED. Mirrors `task.cancelled()`. */
bool task_cancelled(const struct task *task);

/** @brief As future_result(). Mirrors `task.result()`. */
int task_result(struct task *task, union value *value);

/** @brief As future_exception(). Mirrors `task.exception()`. */
int task_exception(struct task *task, int *error);

/** @brief As future_add_done_callback(). Mirrors `task.add_done_callback()`. */
int task_add_done_callback(struct task *task, struct handle *handle);

/** @brief Names a task for reports; @p name must outlive it. Mirrors `task.set_name()`. */
void task_set_name(struct task *task, const char *name);

/** @brief The name of @p task, written into @p buffer if none was set. Mirrors `task.get_name()`. */
const char *task_get_name(const struct task *task, char *buffer, size_t size);

/** @brief The task whose step is running in this thread, or NULL. Mirrors `asyncio.current_task()`. */
struct task *asyncio_current_task(void);

/**
 * @brief The tasks of @p loop that are not done, into @p tasks, at most @p room of them.
 *
 * Mirrors `asyncio.all_tasks()`. @return how many there are.
 */
size_t asyncio_all_tasks(const struct loop *loop, struct task **tasks, size_t room);

/**
 * @brief For the makers of awaitables: the current task, which does async_yield() next, is not
 * stepped again before task_wake() or task_cancel(). Cheaper than a future. A task that was asked to
 * cancel in this very step does not wait; it is stepped in the next iteration.
 */
void task_park(struct task *task);

/** @brief Queues the next step of a parked task. One that is not parked any more is left alone. */
void task_wake(struct task *task);

/**
 * @brief A coroutine that waits for @p delay seconds. 0 or less gives up exactly one turn, without a
 * timer. Its await raises EINVAL if @p delay is not a number, or no task is running, or its coroutine is
 * driven by another one, with coro_resume(); ENOMEM.
 *
 * Mirrors `asyncio.sleep()`.
 */
struct coro *asyncio_sleep(double delay);

/** @brief As asyncio_sleep(); its result is @p x, anything that value_of() takes. */
#define asyncio_sleep_result(delay, x) asyncio_sleep_value(delay, value_of(x))

/** @brief What asyncio_sleep_result() calls. */
struct coro *asyncio_sleep_value(double delay, union value value);

/**
 * @brief Runs @p loop until @p future is done.
 *
 * Mirrors `loop.run_until_complete()`.
 *
 * @return 0, and the result in @p *value unless that is NULL; the error of the future; ECANCELED;
 *         EINVAL if @p future is NULL or of another loop; EINTR if the loop was stopped first: the
 *         future is still pending; or an error of loop_run_forever(). Unless it is 0, @p *value is
 *         not touched.
 */
int loop_run_until_future_done(struct loop *loop, struct future *future, union value *value);

/** @brief As loop_run_until_future_done(), for a task. */
int loop_run_until_task_done(struct loop *loop, struct task *task, union value *value);

/**
 * @brief As loop_run_until_future_done(), for a coroutine, which becomes a task. ENOMEM if there is no
 * memory for it. If the loop cannot run, the coroutine is freed and has run nothing.
 */
int loop_run_until_coro_done(struct loop *loop, struct coro *coro, union value *value);

/**
 * @brief Runs @p loop until @p awaitable, a coroutine, a future or a task, is done.
 *
 * Mirrors `loop.run_until_complete()`. See loop_run_until_future_done().
 */
#define loop_run_until_complete(loop, awaitable, value)                                            \
    _Generic((awaitable), struct coro *                                                            \
             : loop_run_until_coro_done, struct future *                                           \
             : loop_run_until_future_done, struct task *                                           \
             : loop_run_until_task_done)(loop, awaitable, value)

/**
 * @brief Asks every task of @p loop to stop, and runs the loop until they have; then those that they
 * made meanwhile, until none is left. For the end of a loop, before loop_close().
 *
 * A task that catches ECANCELED and goes on for ever keeps this waiting for ever.
 *
 * Mirrors the first half of `asyncio.Runner.close()`.
 *
 * @return 0, or an error of loop_run_once(): tasks are left then.
 */
int loop_cancel_all_tasks(struct loop *loop);

/**
 * @brief Runs @p main on a loop of its own, with loop_cancel_all_tasks() and loop_close() at the end.
 *
 * Mirrors `asyncio.run()`.
 *
 * @return 0; the error that left @p main, ECANCELED if it was cancelled; EINTR if it stopped the loop;
 *         ENOMEM; EDEADLK if a loop is running in this thread: @p main is freed, and has run nothing.
 */
int asyncio_run(struct coro *main);

#endif
