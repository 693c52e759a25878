/*
 * malloc and its siblings, with a count of what is in use, and with failures on request. The linker
 * puts them in the place of the C library's, for this program's own calls (--wrap).
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#include "scenarios.h"

atomic_long blocks_in_use;
long fail_allocation = -1;
long fail_how_many = 1;
long allocations_failed;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* threads allocate, too */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
ssize_t __real_getline(char **line, size_t *size, FILE *stream);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);
ssize_t __wrap_getline(char **line, size_t *size, FILE *stream);

/* True if the allocation that is asked for now is to fail; with the lock held. */
static bool is_to_fail(void)
{
    if (fail_allocation < 0)
        return false;
    if (fail_allocation > 0) {
        fail_allocation--;
        return false;
    }
    allocations_failed++;
    if (--fail_how_many == 0)
        fail_allocation = -1;
    return true;
}

static bool fails(void)
{
    bool failed;

    pthread_mutex_lock(&lock);
    failed = is_to_fail();
    pthread_mutex_unlock(&lock);
    if (failed)
        errno = ENOMEM;
    return failed;
}

static void *counted(void *block)
{
    if (block != NULL)
        blocks_in_use++;
    return block;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    void *moved = fails() ? NULL : __real_realloc(block, size);

    if (block == NULL)
        counted(moved);
    return moved;
}

void __wrap_free(void *block)
{
    if (block != NULL)
        blocks_in_use--;
    __real_free(block);
}

/* It allocates in the C library, where nobody counts, what its caller frees. */
ssize_t __wrap_getline(char **line, size_t *size, FILE *stream)
{
    char *before = *line;
    ssize_t length = fails() ? -1 : __real_getline(line, size, stream);

    if (before == NULL)
        counted(*line);
    return length;
}
