/*
 * Chapter 8: task groups.
 */
#include "task_group.h"
#ifndef SOLUTION
#include "todo.h"
#endif

#include <errno.h>
#include <stdlib.h>

/* One task of a group that is not done, or whose end the group has not seen yet. */
struct group_child {
    struct handle done; /* the done callback */
    struct task *task;
    struct task_group *group;
    struct group_child *next; /* the next younger */
    struct group_child *prev;
};

/* ---- The list of children -------------------------------------------------------------------- */

static void group_add(struct task_group *group, struct group_child *child)
{
    child->prev = group->youngest;
    if (child->prev != NULL)
        child->prev->next = child;
    else
        group->children = child;
    group->youngest = child;
}

static void group_remove(struct task_group *group, struct group_child *child)
{
    if (child->next != NULL)
        child->next->prev = child->prev;
    else
        group->youngest = child->prev;
    if (child->prev != NULL)
        child->prev->next = child->next;
    else
        group->children = child->next;
}

/* Lets go of CHILD. Returns what it failed with; 0 also if it was cancelled, or is not done. */
static int group_forget(struct group_child *child)
{
    int error = 0;

    task_exception(child->task, &error); /* which a cancelled task has not */
    group_remove(child->group, child);
    task_release(child->task);
    free(child);
    return error;
}

/*
 * The owner was given up, for its loop is closed. It can't wait here, and nobody would step the
 * children: they are given up, too.
 */
static void group_give_up(struct task_group *group)
{
    while (group->children != NULL) {
        handle_cancel(&group->children->done);
        group_forget(group->children);
    }
}

/* ---- Failing --------------------------------------------------------------------------------- */

static void group_keep_error(struct task_group *group, int error)
{
    if (group->error_count < TASK_GROUP_ERRORS)
        group->errors[group->error_count] = error;
    group->error_count++;
}

/* Asks every child to cancel. From here on no more are taken. */
static void group_abort(struct task_group *group)
{
    group->aborting = true;
    for (struct group_child *child = group->children; child != NULL; child = child->next)
        task_cancel(child->task);
}

/* A child failed with ERROR. */
static void group_child_failed(struct task_group *group, int error)
{
    group_keep_error(group, error);
    /*
     * Exercise 8.6: unless the group is aborting already, abort it; then ask the owner, which may
     * stand in the body, to cancel too. Remember that, for the end of the block takes it back.
     */
#ifdef SOLUTION
    if (group->aborting)
        return;
    group_abort(group);
    group->cancelled_owner = true;
    task_cancel(group->owner);
#else
    TODO("8.6", group_abort);
#endif
}

/* The done callback of each child. The last one wakes the end of the block. */
static int group_child_done(void *arg)
{
    struct group_child *child = arg;
    struct task_group *group = child->group;
    int error = group_forget(child);

    if (group->children == NULL && group->waiting && !future_done(&group->completed))
        future_set_result(&group->completed, 0);
    if (error != 0)
        group_child_failed(group, error);
    return 0;
}

/* ---- Adding ---------------------------------------------------------------------------------- */

/* 0 if GROUP takes a new task. */
static int group_accepts(const struct task_group *group)
{
    if (group->owner == NULL)
        return EINVAL;
    if (group->block.place == ASYNC_LEFT || (group->exiting && group->children == NULL))
        return EALREADY;
    return group->aborting ? ECANCELED : 0;
}

/* A child for CORO, with a task of its own; NULL: no memory, CORO is freed. */
static struct group_child *group_child_new(struct task_group *group, struct coro *coro)
{
    struct group_child *child = calloc(1, sizeof *child);

    if (child == NULL) {
        coro_drop(coro);
        return NULL;
    }
    child->task = loop_create_task(group->owner->future.loop, coro);
    if (child->task == NULL) {
        free(child);
        return NULL;
    }
    child->group = group;
    return child;
}

int task_group_create_task(struct task_group *group, struct coro *coro, struct task **task)
{
    struct group_child *child;
    int error = group_accepts(group);

    if (task != NULL)
        *task = NULL;
    if (error != 0) {
        coro_drop(coro);
        return error;
    }
    child = group_child_new(group, coro);
    if (child == NULL) {
        group_child_failed(group, ENOMEM);
        return ENOMEM;
    }
    handle_init(&child->done, group_child_done, child);
    task_add_done_callback(child->task, &child->done);
    group_add(group, child);
    if (task != NULL) {
        task_hold(child->task);
        *task = child->task;
    }
    return 0;
}

/* ---- The block ------------------------------------------------------------------------------- */

int task_group_enter(struct task_group *group)
{
    if (group->block.place != ASYNC_LEFT)
        return EALREADY;
    if (asyncio_current_task() == NULL)
        return EINVAL;
    *group = (struct task_group){.owner = asyncio_current_task()};
    return 0;
}

/*
 * The body was left, or a wait at the end is over, with ERROR. It is no news if the children were
 * cancelled already: ECANCELED may well be what the group itself asked of its owner.
 */
static void group_heed(struct task_group *group, int error)
{
    if (error == 0 || group->aborting)
        return;
    group->propagates = error == ECANCELED;
    group_abort(group);
}

/* All children are done: what leaves the block? */
static int group_outcome(struct task_group *group)
{
    int body_error = group->block.error;

    /*
     * Exercise 8.7: if the group asked its owner to cancel, take that off the owner's count. Then,
     * if no child has failed, ECANCELED from elsewhere (`propagates`) is what leaves the block. Else
     * the body's own error, unless it is ECANCELED, is kept as the last; and if there are errors,
     * EXCEPTION_GROUP leaves the block, else nothing.
     */
#ifdef SOLUTION
    if (group->cancelled_owner)
        task_uncancel(group->owner);
    if (group->propagates && group->error_count == 0)
        return ECANCELED;
    if (body_error != 0 && body_error != ECANCELED)
        group_keep_error(group, body_error);
    return group->error_count > 0 ? EXCEPTION_GROUP : 0;
#else
    TODO("8.7", body_error, group_keep_error);
#endif
}

/*
 * Errors leave the block although somebody else has asked the owner to cancel. That request was
 * delivered inside the block, and would be lost: it is made again, and comes at the next await.
 */
static void group_asks_again(struct task_group *group)
{
    if (group->error_count > 0 && task_cancelling(group->owner) > 0) {
        task_uncancel(group->owner);
        task_cancel(group->owner);
    }
}

struct future *task_group_exit(struct task_group *group)
{
    group_heed(group, group->exiting ? group->block.caught : group->block.error);
    group->exiting = true;
    if (asyncio_current_task() != group->owner)
        group_give_up(group);
    group->waiting = group->children != NULL;
    if (group->waiting) {
        future_init(&group->completed, group->owner->future.loop);
        return &group->completed;
    }
    group->block.error = group_outcome(group);
    group_asks_again(group);
    return NULL;
}
