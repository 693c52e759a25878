/**
 * @file traceback.h
 * @brief Chapter 5: the way of an error through the frames, for a person to read. Given.
 */
#ifndef TRACEBACK_H
#define TRACEBACK_H

#include <stdio.h>

struct coro;

/** @brief How many frames a traceback has room for; the outermost beyond that are counted only. */
#define TRACEBACK_DEPTH 16

/** @brief A new error begins: it has passed nothing yet. */
void traceback_clear(void);

/** @brief The error passed through @p self, at @p line of @p file, a string that is static. */
void traceback_add(const struct coro *self, const char *file, int line);

/**
 * @brief @p self ends, and its error goes on to whoever awaits it. There may have been another error
 * since it came here: one that was caught while `finally` ran.
 */
void traceback_goes_on(const struct coro *self);

/** @brief Writes where the frames from @p innermost outwards stand, the outermost first, to @p out. */
void traceback_print_callers(FILE *out, const struct coro *innermost);

#endif
