/**
 * @file signals.h
 * @brief Chapter 13: a signal becomes a callback of the loop.
 *
 *     handle_init(&reload, read_settings, &settings);
 *     loop_add_signal_handler(loop, SIGHUP, &reload);
 *
 * A signal interrupts a program between any two instructions, and what runs then may call next to
 * nothing: not malloc(), not printf(), no function of a loop. So the handler only notes the signal's
 * number and writes one byte into a pipe that the loop watches; the rest happens when the loop has time.
 *
 * Actions for signals belong to the whole process. So one loop at a time has them. From its first
 * handler to its last removal the loop looks at one descriptor more, in every iteration.
 *
 * Mirrors `loop.add_signal_handler()` (asyncio/unix_events.py).
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>
#include <stdbool.h>

#include "loop.h"

/** @brief Signals have numbers from 1 to one less than this. No system here has more. */
#define SIGNALS_END 65

struct children;

/** @brief One signal, for which somebody wants to be called. */
struct signal_watch {
    struct handle *handle;   /**< Who is called; NULL: nobody, and the signal is not ours. */
    struct sigaction former; /**< What the signal did before; it is put back in the end. */
};

/** @brief What a loop keeps for signals. The fields belong to this library. */
struct signals {
    struct loop_service service;              /**< Closed with its loop. First member. */
    struct loop *loop;                        /**< Its loop. */
    struct handle reader;                     /**< Called when the pipe has a byte. */
    int read_fd;                              /**< The end that the loop watches; -1: no pipe. */
    int write_fd;                             /**< The end that the handler writes to. */
    int count;                                /**< How many signals are watched. */
    struct signal_watch watches[SIGNALS_END]; /**< By the signal's number. */
    struct children *children;                /**< The children that are watched; see children.h. */
};

/**
 * @brief Calls @p handle, soon, each time the signal @p signum comes; what came before is not looked at.
 *
 * It is an ordinary callback and may do what others may. If a signal comes again before the loop was
 * there, the two are one call. @p handle must stay alive until loop_remove_signal_handler() or the
 * end of the loop; one that @p signum has already is replaced. One that was cancelled with handle_cancel()
 * is removed when the signal comes the next time.
 *
 * System calls that a signal interrupts go on by themselves (SA_RESTART).
 *
 * Mirrors `loop.add_signal_handler()`.
 *
 * @return 0; EINVAL if there is no such signal, it can't be caught (SIGKILL, SIGSTOP), or @p handle has no
 *         callback; EBUSY if another loop has the signals, or @p signum is SIGCHLD and the
 *         loop watches children (loop_open_children()); EBADF if the loop is closed; ENOMEM;
 *         EMFILE or ENFILE: no pipe. After an error nothing has changed.
 */
int loop_add_signal_handler(struct loop *loop, int signum, struct handle *handle);

/**
 * @brief Ends what loop_add_signal_handler() began: the signal does again what it did before, and a call
 * that is queued is not made. The handle is its owner's again.
 *
 * Mirrors `loop.remove_signal_handler()`.
 *
 * @return true if @p signum had a handler.
 */
bool loop_remove_signal_handler(struct loop *loop, int signum);

/**
 * @brief For a child that was forked and goes on without exec(): the signals that a loop of its parent
 * has do again what they do by default. Else they would end up in the parent's pipe. A loop that the
 * child makes can have the signals then.
 */
void signals_forget(void);

#endif
