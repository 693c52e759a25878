/**
 * @file wakeup.h
 * @brief Chapter 9: where other threads leave calls for a loop: a list, a lock and a pipe.
 *
 * A sleeping loop looks at nothing but descriptors. So a loop has a pipe to itself: whoever leaves
 * the first call writes one byte, and the selector wakes. Those who come after it, before the loop
 * has looked, write nothing.
 *
 * It outlives its loop if another thread still holds it: a job may end when the loop is gone.
 */
#ifndef WAKEUP_H
#define WAKEUP_H

#include <pthread.h>
#include <stdatomic.h>

#include "loop.h"

/** @brief Somebody who must know when the loop is closed. Member of a larger struct. */
struct wakeup_watcher {
    struct wakeup_watcher *next;   /**< The next one in the list. */
    struct wakeup_watcher **place; /**< The link that points to it. */

    /** Called once, in the loop's thread, when the loop is closed; it is in no list then. */
    void (*closed)(struct wakeup_watcher *self);
};

/** @brief The list, the lock and the pipe. The fields belong to this library. */
struct wakeup {
    struct loop_service service; /**< Closed with its loop. First member. */
    pthread_mutex_t lock;        /**< Guards `loop`, `calls` and `watchers`. */
    struct loop *loop;           /**< Its loop; NULL once that is closed. */
    struct ready_queue calls;    /**< The calls that were left, in its ring `ready`. */
    struct handle reader;        /**< Called when the pipe has a byte. */
    int read_fd;                 /**< The end that the loop watches. */
    int write_fd;                /**< The end for those who wake it. */
    atomic_uint owners;          /**< The loop is one, and each wakeup_hold(). */

    struct wakeup_watcher *watchers; /**< Those who are told when the loop is closed. */
};

/** @brief The wakeup of @p loop, made if it has none. @return NULL, with the reason in @p *error. */
struct wakeup *loop_get_wakeup(struct loop *loop, int *error);

/** @brief Makes the caller, a thread that may outlive the loop, one more owner. */
void wakeup_hold(struct wakeup *wakeup);

/** @brief Ends what wakeup_hold() began. The last owner frees it. */
void wakeup_release(struct wakeup *wakeup);

/**
 * @brief Leaves @p handle to be called in the loop's thread. From any thread, which owns the wakeup or
 * knows that the loop is open; but see loop_call_soon_threadsafe() for a handle that was left before.
 *
 * @return 0; EBADF if the loop is closed, EALREADY if @p handle is queued: it was not left.
 */
int wakeup_call(struct wakeup *wakeup, struct handle *handle);

/** @brief Takes @p handle back, wherever it is. In the loop's thread, or once that is closed. */
void wakeup_cancel(struct wakeup *wakeup, struct handle *handle);

/** @brief Has @p watcher told when the loop is closed. From any thread. @return 0, or EBADF: it is. */
int wakeup_watch(struct wakeup *wakeup, struct wakeup_watcher *watcher);

/** @brief Ends what wakeup_watch() began, in the loop's thread, before the loop is closed. */
void wakeup_unwatch(struct wakeup *wakeup, struct wakeup_watcher *watcher);

#endif
