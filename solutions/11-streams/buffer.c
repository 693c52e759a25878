/*
 * Chapter 11: a queue of bytes.
 *
 * What is left moves to the front of the memory only when there is no room behind it, and only if that
 * makes at least as much room as it moves: so a byte is copied twice on its way, on average. Small
 * memory comes from where frames come from: in a steady state nothing calls malloc.
 */
#include "buffer.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "coroutines.h"

/* At least a short line, for what begins small often grows. */
#define FIRST_CAPACITY 56

/* SIZE, rounded up to one that coro_memory() gives without a loss. */
static size_t round_up(size_t size)
{
    return (size + 7) / 16 * 16 + 8;
}

/* Moves what there is to memory of CAPACITY bytes. */
static int buffer_move(struct buffer *buffer, size_t capacity)
{
    char *memory = coro_memory(capacity);
    size_t size = buffer->size;

    if (memory == NULL)
        return ENOMEM;
    if (size > 0)
        memcpy(memory, buffer_data(buffer), size);
    buffer_clear(buffer);
    *buffer = (struct buffer){.memory = memory, .size = size, .capacity = capacity};
    return 0;
}

int buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity > 0 ? 2 * buffer->capacity : FIRST_CAPACITY;

    if (more <= buffer->capacity - buffer->size - buffer->begin)
        return 0;
    if (more <= buffer->capacity - buffer->size && buffer->size <= buffer->capacity / 2) {
        memmove(buffer->memory, buffer_data(buffer), buffer->size);
        buffer->begin = 0;
        return 0;
    }
    if (more > SIZE_MAX / 4 || buffer->size > SIZE_MAX / 4)
        return ENOMEM;
    if (capacity < buffer->size + more)
        capacity = buffer->size + more;
    if (capacity < 2 * buffer->size)
        capacity = 2 * buffer->size;
    return buffer_move(buffer, round_up(capacity));
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
    if (buffer->memory != NULL)
        coro_memory_release(buffer->memory, buffer->capacity);
    *buffer = (struct buffer){0};
}
