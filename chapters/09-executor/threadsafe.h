/**
 * @file threadsafe.h
 * @brief Chapter 9: the one way into a loop from another thread.
 *
 * Everything else belongs to the thread that runs the loop. Another thread may only leave a call
 * behind and wake the loop, which makes that call itself.
 *
 * Mirrors `loop.call_soon_threadsafe()` and the self-pipe of asyncio/selector_events.py.
 */
#ifndef THREADSAFE_H
#define THREADSAFE_H

#include "loop.h"

/**
 * @brief Opens @p loop for calls from other threads. Opening it again does no harm.
 *
 * To be called in the loop's own thread, before another thread knows the loop. It takes two
 * descriptors, and from then on the loop looks at one of them in every iteration.
 *
 * Python opens every loop. Here a loop that nobody else calls saves a system call an iteration.
 *
 * @return 0; ENOMEM; EMFILE, ENFILE; EBADF if the loop is closed; EINVAL if its selector can't watch
 *         so high a descriptor.
 */
int loop_open_threadsafe(struct loop *loop);

/**
 * @brief Calls @p handle in the loop's thread, soon, and wakes the loop if it sleeps. From any thread.
 *
 * Calls of one thread keep their order. In the loop's own thread it is loop_call_soon(). The handle
 * stays where it is, and alive, until its call begins or loop_cancel_threadsafe() has returned. Before
 * that nobody may leave it again: EALREADY finds some such mistakes, not all, for a call that is due is
 * in no lock's care any more. A thread that has to know lets the call tell it, by an atomic flag.
 *
 * The loop must not be closed meanwhile: whoever may outlive it holds a `struct wakeup` (wakeup.h).
 *
 * Mirrors `loop.call_soon_threadsafe()`.
 *
 * @return 0; EALREADY if @p handle is found waiting; EINVAL if it has no callback, or the loop was not
 *         opened by loop_open_threadsafe(); EBADF if the loop is closed.
 */
int loop_call_soon_threadsafe(struct loop *loop, struct handle *handle);

/**
 * @brief As handle_cancel(), for a handle that may still be on its way. In the loop's thread only.
 */
void loop_cancel_threadsafe(struct loop *loop, struct handle *handle);

#endif
