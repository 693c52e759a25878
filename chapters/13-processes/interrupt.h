/**
 * @file interrupt.h
 * @brief Chapter 13: Ctrl-C cancels the main task, so that every `finally` runs.
 *
 * By default SIGINT ends a program on the spot: no cleanup, no answer to a client whose request is
 * half done. With this header, asyncio_run() gives it the chance that asyncio.run() gives.
 *
 * Mirrors the SIGINT part of `asyncio.Runner.run()` (asyncio/runners.py).
 */
#ifndef INTERRUPT_H
#define INTERRUPT_H

#include "tasks.h"

/**
 * @brief A coroutine that awaits @p main and gives what it gives; while it does, the first SIGINT
 * cancels the task that runs it. What comes of that is EINTR in place of ECANCELED, unless somebody else
 * has cancelled the task too. A second SIGINT does what it does by default: it ends the program, even
 * one that is busy and has not seen the first. If SIGINT comes when @p main is about to end well, that is
 * EINTR too, and its result is dropped.
 *
 * If SIGINT does something else than its default before, or another loop has the signals, it is left as it
 * is. If @p main calls loop_add_signal_handler() for SIGINT, that handler has it from then on. A @p main
 * that swallows the cancellation goes on.
 *
 * @return NULL if there is no memory; @p main is freed then. NULL for @p main is fine: it raises ENOMEM.
 */
struct coro *asyncio_interruptible(struct coro *main);

/**
 * @brief asyncio_run() for a program that is stopped by Ctrl-C: it returns EINTR then (KeyboardInterrupt).
 *
 * It costs a pipe, and a look at it in every iteration of the loop. `(asyncio_run)(main)`, with
 * parentheses around the name, is the function without that.
 */
#define asyncio_run(main) asyncio_run(asyncio_interruptible(main))

#endif
