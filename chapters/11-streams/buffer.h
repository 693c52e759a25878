/**
 * @file buffer.h
 * @brief Chapter 11: bytes that come in at one end and go out at the other. Given.
 *
 * An empty buffer has no memory: an idle connection costs nothing here.
 */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>

/** @brief A queue of bytes. All zero: empty. */
struct buffer {
    char *memory;    /**< Allocated, or NULL. */
    size_t begin;    /**< Where the first byte stands. */
    size_t size;     /**< How many bytes there are. */
    size_t capacity; /**< Size of the memory. */
};

/** @brief The first byte; valid until the buffer changes. Without memory, NULL. */
static inline char *buffer_data(const struct buffer *buffer)
{
    return buffer->begin > 0 ? buffer->memory + buffer->begin : buffer->memory; /* may be NULL */
}

/**
 * @brief Makes room for @p more bytes: to put so many behind the others cannot fail then, and moves
 * nothing. @return 0, or ENOMEM: nothing has changed.
 */
int buffer_reserve(struct buffer *buffer, size_t more);

/** @brief Puts @p size bytes behind the others. @return 0, or ENOMEM: nothing has changed. */
int buffer_append(struct buffer *buffer, const void *data, size_t size);

/** @brief Drops the first @p size bytes, of at least so many. */
void buffer_consume(struct buffer *buffer, size_t size);

/** @brief Drops all, and gives the memory back. */
void buffer_clear(struct buffer *buffer);

#endif
