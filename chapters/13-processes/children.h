/**
 * @file children.h
 * @brief Chapter 13: which child has ended, and how.
 *
 * A process that has ended stays, as a zombie, until its parent has asked for its status: only then its
 * number is free for another. SIGCHLD says that it is time to ask; it does not say for whom, and several
 * that come close together are one. So each child is asked for, by its number: to ask for just any of
 * them (`waitpid(-1, ...)`) would take children away that are somebody else's.
 *
 * Mirrors `asyncio.SafeChildWatcher` (asyncio/unix_events.py).
 */
#ifndef CHILDREN_H
#define CHILDREN_H

#include <limits.h>
#include <sys/types.h>

#include "loop.h"

/** @brief The code of a child that has not ended. Mirrors `None`. */
#define CHILD_RUNNING INT_MIN

/** @brief The code of a child that somebody else has asked for: nobody knows it any more. As in Python. */
#define CHILD_UNKNOWN 255

/** @brief A child process. Owned by whoever watches it; it stays where it is until `ended` is called. */
struct child_process {
    pid_t pid;      /**< Its number. */
    int returncode; /**< Its exit status; minus the signal that it died of; #CHILD_RUNNING. */

    /**
     * Called once, when it has ended, by the loop or in its loop_close(). It may free @p child, and may
     * call anything of a loop, but not watch a child.
     */
    void (*ended)(struct child_process *child);
    struct child_process *next; /**< Neighbours in the list of those that are watched. */
    struct child_process *prev; /**< See next. */
};

/**
 * @brief Gets @p loop ready to watch children: it has a handler for SIGCHLD from now on, until it is
 * closed, which can't be replaced or removed. Doing it again does no harm.
 *
 * @return 0; EBUSY if SIGCHLD has a handler of somebody else; or an error of loop_add_signal_handler().
 */
int loop_open_children(struct loop *loop);

/**
 * @brief Watches @p child: `pid` and `ended` are set. One that has ended already is not missed. If the
 * loop is closed first, the child is killed and waited for.
 *
 * Mirrors `watcher.add_child_handler()`.
 *
 * @return 0, or an error of loop_open_children(): @p child is not watched then.
 */
int loop_watch_child(struct loop *loop, struct child_process *child);

#endif
