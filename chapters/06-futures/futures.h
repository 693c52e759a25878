/**
 * @file futures.h
 * @brief Chapter 6: a future is a result that is not there yet, and the callbacks that wait for it.
 *
 * Mirrors `asyncio.Future` (asyncio/futures.py).
 */
#ifndef FUTURES_H
#define FUTURES_H

#include <stdbool.h>
#include <stddef.h>

#include "callbacks.h"
#include "value.h"

struct loop;

/** @brief What a future is. It leaves FUTURE_PENDING once, and never changes after that. */
enum future_state {
    FUTURE_PENDING,   /**< Nobody has said anything. */
    FUTURE_FINISHED,  /**< There is a result, or an error. */
    FUTURE_CANCELLED, /**< It was cancelled. */
};

/**
 * @brief A result, an error or a cancellation that is still to come.
 *
 * Owned by whoever declares it; it must stay where it is, and alive, as long as anybody waits for
 * it. A callback that waits is a handle in the future's ring, so it must stay alive, too, until its
 * call begins or handle_cancel() returns. Nothing is allocated. future_release() ends the use of a
 * future, and comes before the end of its loop's struct. The fields belong to this library.
 *
 * Mirrors `asyncio.Future`.
 */
struct future {
    struct loop *loop;       /**< Its loop: done callbacks are queued there. */
    struct handle callbacks; /**< Closes the ring of the handles to queue when it is done. */
    union value value;       /**< The result, once it is there. */
    int error;               /**< The errno value of the error, if it finished with one. */
    unsigned char state;     /**< One of #future_state. */
    bool unread;             /**< It has an error that nobody has looked at. */
    bool muted;              /**< An error that is still to come counts as looked at (chapter 8). */

    /** How a request to cancel is passed on; NULL: a plain future. Tasks (chapter 7) set it. */
    bool (*cancel)(struct future *self);
};

/**
 * @brief Makes @p future a pending future of @p loop, which is not NULL and need not be running yet.
 * Never call it on a future that is in use: who waits for it would wait in no ring.
 *
 * Mirrors `loop.create_future()`.
 */
void future_init(struct future *future, struct loop *loop);

/**
 * @brief Ends the use of @p future: its memory is its owner's again.
 *
 * Callbacks that still wait are forgotten, in silence; those that are queued already stay queued. An
 * error that nobody has read is reported to the loop's exception handler. A callback may release the
 * future that it is called for. Releasing twice does no harm. A coroutine that still waits for it is
 * never woken: see that there is none.
 *
 * Mirrors `Future.__del__`.
 */
void future_release(struct future *future);

/** @brief True once there is a result, an error or a cancellation. Mirrors `future.done()`. */
bool future_done(const struct future *future);

/** @brief True if it was cancelled. Mirrors `future.cancelled()`. */
bool future_cancelled(const struct future *future);

/**
 * @brief Gives the result @p x, anything that value_of() takes; the callbacks are queued, none is
 * called in here. (A loop that is closed takes none: they are dropped, as all that it had queued.)
 *
 * Mirrors `future.set_result()`.
 *
 * @return 0; EALREADY if the future is done; EPERM if it is a task's, which only its coroutine ends.
 *         After an error nothing has changed.
 */
#define future_set_result(future, x) future_set_value(future, value_of(x))

/** @brief What future_set_result() calls. */
int future_set_value(struct future *future, union value value);

/**
 * @brief Lets the future fail with @p error; the callbacks are queued.
 *
 * Mirrors `future.set_exception()`.
 *
 * @return 0; EALREADY if the future is done; EPERM if it is a task's; EINVAL if @p error is not
 *         positive, or is ECANCELED (see future_cancel()). After an error nothing has changed.
 */
int future_set_exception(struct future *future, int error);

/**
 * @brief Cancels the future; the callbacks are queued. Of a task it only asks for that.
 *
 * Mirrors `future.cancel()`.
 *
 * @return true if it did (or asked); false if the future is done, or whoever was asked refuses. A
 *         future that is done does not change; only, an error in it is not reported any more.
 */
bool future_cancel(struct future *future);

/**
 * @brief Reads the result into @p *value (which may be NULL), and counts as looking at the error.
 *
 * Mirrors `future.result()`.
 *
 * @return 0; the error of the future; ECANCELED if it was cancelled; EINPROGRESS if it is pending.
 *         Unless it is 0, @p *value is not touched.
 */
int future_result(struct future *future, union value *value);

/**
 * @brief Reads the error into @p *error (0: there is none), and counts as looking at it.
 *
 * Mirrors `future.exception()`.
 *
 * @return 0; ECANCELED if it was cancelled; EINPROGRESS if it is pending.
 */
int future_exception(struct future *future, int *error);

/**
 * @brief Queues @p handle on the loop when the future is done; at once, if it is done already. Never
 * calls it from in here. In the order in which they were added, each once.
 *
 * Take it back with handle_cancel(), before and after the future is done. One that was cancelled
 * before counts again. When its call begins it waits nowhere: the callback may add it again.
 *
 * Mirrors `future.add_done_callback()`.
 *
 * @return 0; EALREADY if @p handle is queued or waits already; EINVAL if it has no callback; EBADF if
 *         the future is done and its loop is closed. After an error nothing has changed.
 */
int future_add_done_callback(struct future *future, struct handle *handle);

/**
 * @brief Takes away every handle that waits with @p callback, whatever its argument. What is queued
 * already stays queued.
 *
 * Mirrors `future.remove_done_callback()`.
 *
 * @return how many there were.
 */
size_t future_remove_done_callback(struct future *future, int (*callback)(void *arg));

/**
 * @brief For the makers of futures: ends @p future, which must be pending, with whatever it came to:
 * 0 and @p value, an error, or ECANCELED. The callbacks are queued.
 */
void future_end(struct future *future, union value value, int error);

/**
 * @brief For the makers of futures: as future_end() with @p error, but ECANCELED is an error like all
 * others: the future fails with it and does not count as cancelled.
 *
 * Mirrors `future.set_exception(CancelledError())`.
 */
void future_fail(struct future *future, int error);

/**
 * @brief For the makers of futures: nobody will look, and nobody need be told. An error in @p future,
 * now or later, counts as looked at.
 */
void future_mute(struct future *future);

#endif
