/**
 * @file virtual.h
 * @brief A clock that moves only when the loop sleeps, and a selector that never sleeps.
 *
 * A test says what becomes ready and when; a wait of an hour takes no time and is exact. A wait that
 * nothing can end (no timeout, nothing to become ready) is reported as a hang at once.
 */
#ifndef VIRTUAL_H
#define VIRTUAL_H

#include "loop.h"

/** @brief The selector. Any descriptor number is welcome; none is ever opened. */
extern const struct selector_ops virtual_selector;

/**
 * @brief loop_init() with the virtual selector and the virtual clock, at time 0; fails the test if
 * that fails. A hang report shows this loop. Call loop_close() at the end.
 */
void virtual_loop_init(struct loop *loop);

/**
 * @brief Gives an open loop with nothing registered and no timer the virtual selector and the virtual
 * clock. For loops that the code under test makes: the test calls it from inside a call.
 */
void virtual_takes_over(struct loop *loop);

/** @brief The virtual time in seconds. It is what loop->time points to. */
double virtual_time(void);

/** @brief Lets @p seconds pass, as if a callback had taken so long. */
void virtual_advance(double seconds);

/** @brief From time @p when on @p fd is ready for @p events (level-triggered), until virtual_quiet(). */
void virtual_ready_at(double when, int fd, int events);

/** @brief @p fd is not ready for anything any more. */
void virtual_quiet(int fd);

/** @brief The next selector_select() fails with @p error. */
void virtual_fail(int error);

/** @brief The next register_fd of the selector fails with @p error. */
void virtual_fail_register(int error);

/** @brief How often the selector was asked in this test. */
int virtual_polls(void);

/** @brief The timeout of the last selector_select(), in seconds. */
double virtual_last_timeout(void);

/** @brief What @p fd is registered for with the selector: 0, EVENT_READ, EVENT_WRITE, or both. */
int virtual_registered(int fd);

#endif
