/**
 * @file hang_describe.h
 * @brief For those who write a description for a hang report (hang_shows()).
 *
 * The object may be damaged, and the signal may have come in the middle of a change. Ask
 * hang_can_read() before following a pointer, and count your steps. What still goes wrong, an
 * address that does not exist for example, ends this description and no more.
 */
#ifndef HANG_DESCRIBE_H
#define HANG_DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** @brief So many members of a list are shown one by one. */
#define HANG_SHOWN 8

/** @brief A list with more members than this has no end, for all that anyone cares. */
#define HANG_COUNTED 100000

/** @brief False for NULL, for a pointer to nothing aligned, and for memory known to be freed. */
bool hang_can_read(const void *object, size_t size);

/** @brief Writes which call this is: "a" for a journal_write(), else the callback's name. */
void hang_show_call(FILE *out, int (*callback)(void *arg), const void *arg);

struct handle;

/** @brief Writes one line: @p title, and the handles of the ring that @p ends closes. */
void hang_show_ring(FILE *out, const char *title, const struct handle *ends);

#endif
