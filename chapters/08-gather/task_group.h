/**
 * @file task_group.h
 * @brief Chapter 8: a block that is not left before all the tasks that were begun in it have ended.
 *
 *     async with TaskGroup() as group:  asyncio_task_group (&my->group) {
 *         group.create_task(ping())         task_group_create_task(&my->group, coro(ping), NULL);
 *         group.create_task(pong())         task_group_create_task(&my->group, coro(pong), NULL);
 *                                       }
 *
 * With gather an error leaves the others running, and nobody waits for them. Here they are
 * cancelled and waited for, so behind the block nothing of it runs any more.
 *
 * Mirrors `asyncio.TaskGroup` (asyncio/taskgroups.py).
 */
#ifndef TASK_GROUP_H
#define TASK_GROUP_H

#include <errno.h>

#include "block.h"
#include "tasks.h"

/**
 * @brief The error that leaves the block if there are any: see `errors` of struct task_group. A
 * value of its own, for it stands for several errors, or for one that happened elsewhere. No call
 * of the system returns it.
 *
 * Mirrors `ExceptionGroup`.
 */
#define EXCEPTION_GROUP EMULTIHOP

/** @brief How many errors a group keeps; what comes after those is only counted. */
#define TASK_GROUP_ERRORS 8

struct group_child; /* one task of a group, in task_group.c */

/**
 * @brief A group of tasks. In the coroutine's struct, owned with it. Behind the block there is
 * nothing to release, and the errors can be read until the struct is used again.
 *
 * Mirrors `asyncio.TaskGroup`.
 */
struct task_group {
    struct async_block block;      /**< What the frame needs. First member. */
    struct task *owner;            /**< The task that is in the block. */
    struct group_child *children;  /**< The tasks that are not done, the oldest first. */
    struct group_child *youngest;  /**< The end of that list. */
    struct future completed;       /**< What the end of the block waits for. */
    int errors[TASK_GROUP_ERRORS]; /**< What the children failed with, in order; the body's last. */
    size_t error_count;            /**< How many errors there were; may be more than are kept. */
    bool exiting;                  /**< The end of the block has begun. */
    bool waiting;                  /**< ... and waits for `completed`. */
    bool aborting;                 /**< The children were asked to cancel; no more are taken. */
    bool cancelled_owner;          /**< The group asked its owner to cancel. */
    bool propagates;               /**< ECANCELED came from elsewhere, and is to leave the block. */
};

/**
 * @brief `asyncio_task_group (&my->group) { ... }`: its end waits for all tasks of the group, also
 * for those that are added while it waits.
 *
 * If a child fails, or the body, all children are cancelled, and the body too if it has not been
 * left; when they have ended, the block raises EXCEPTION_GROUP. A child that is cancelled has not
 * failed. If the owner is cancelled from elsewhere, the children are cancelled, and ECANCELED
 * leaves the block; if there are errors, those do, and ECANCELED comes at the owner's next await
 * (as of Python 3.13). See block.h for what a block is.
 *
 * Raises at once EALREADY if the struct is in use by another block, EINVAL outside of a task.
 *
 * Mirrors `async with asyncio.TaskGroup() as group:`.
 */
#define asyncio_task_group(group)                                                                  \
    ASYNC_BLOCK(&(group)->block, task_group_enter(group), task_group_exit(group))

/**
 * @brief Makes @p coro a task of @p group. Its first step is queued.
 *
 * If the result is wanted, @p task is where to store the task, and the caller must task_release()
 * it one day, as after asyncio_create_task(). NULL: the group alone owns it, and it is freed when
 * it is done.
 *
 * Mirrors `TaskGroup.create_task()`.
 *
 * @return 0; EINVAL if the block has not been entered; EALREADY if it is over; ECANCELED if
 *         the group is shutting down after a failure; ENOMEM. After an error @p coro is freed, and
 *         @p *task is NULL. No memory counts as a child that failed with ENOMEM, so the answer need
 *         not be tested.
 */
int task_group_create_task(struct task_group *group, struct coro *coro, struct task **task);

/** @brief What asyncio_task_group() does first. @return 0, or what it raises. */
int task_group_enter(struct task_group *group);

/** @brief One step of the end of the block. @return what to wait for, or NULL: it is over. */
struct future *task_group_exit(struct task_group *group);

#endif
