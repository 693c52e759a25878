/*
 * Chapter 11: a queue of bytes.
 *
 * What is left moves to the front of the memory only when there is no room behind it, and at most as
 * often as the memory would have doubled: so a byte is copied twice on its way, on average.
 */
#include "buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 256

/* The memory for SIZE bytes in all: what there is, doubled until it fits. 0: there can be none. */
static size_t capacity_for(const struct buffer *buffer, size_t size)
{
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : FIRST_CAPACITY;

    while (capacity < size && capacity <= (size_t)-1 / 2)
        capacity *= 2;
    return capacity >= size ? capacity : 0;
}

/* Makes room for MORE bytes behind those that are there. */
static int buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t capacity =
        more <= (size_t)-1 - buffer->size ? capacity_for(buffer, buffer->size + more) : 0;
    char *memory;

    if (buffer->begin + buffer->size + more <= buffer->capacity)
        return 0;
    if (capacity == 0)
        return ENOMEM;
    if (capacity == buffer->capacity && buffer->size <= capacity / 2) {
        memmove(buffer->memory, buffer_data(buffer), buffer->size);
        buffer->begin = 0;
        return 0;
    }
    if (capacity == buffer->capacity)
        capacity *= 2;
    memory = malloc(capacity);
    if (memory == NULL)
        return ENOMEM;
    if (buffer->size > 0)
        memcpy(memory, buffer_data(buffer), buffer->size);
    free(buffer->memory);
    *buffer = (struct buffer){.memory = memory, .size = buffer->size, .capacity = capacity};
    return 0;
}

int buffer_append(struct buffer *buffer, const void *data, size_t size)
{
    int error = size > 0 ? buffer_reserve(buffer, size) : 0;

    if (error != 0 || size == 0)
        return error;
    memcpy(buffer_data(buffer) + buffer->size, data, size);
    buffer->size += size;
    return 0;
}

void buffer_consume(struct buffer *buffer, size_t size)
{
    buffer->begin += size;
    buffer->size -= size;
    if (buffer->size == 0)
        buffer->begin = 0;
}

void buffer_clear(struct buffer *buffer)
{
    free(buffer->memory);
    *buffer = (struct buffer){0};
}
