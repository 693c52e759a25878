/**
 * @file traceback.h
 * @brief Chapter 5: the way of an error through the frames, for a person to read. Given.
 */
#ifndef TRACEBACK_H
#define TRACEBACK_H

/** @brief How many frames a traceback has room for; the outermost beyond that are counted only. */
#define TRACEBACK_DEPTH 16

/** @brief Forgets the last error's way: a new error begins. */
void traceback_clear(void);

/** @brief The error passed through @p function, at @p line of @p file. The strings must be static. */
void traceback_add(const char *function, const char *file, int line);

#endif
