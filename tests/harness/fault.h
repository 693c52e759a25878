/**
 * @file fault.h
 * @brief Makes system calls and allocations fail on purpose.
 *
 * The linker routes the calls of the code under test through this file (`--wrap`); the tests' own
 * calls too. Where the linker can't, fault_supported() is false and such a test passes over itself.
 */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>
#include <stddef.h>

/** @brief False where the linker has no `--wrap`. */
bool fault_supported(void);

/**
 * @brief Lets the calls of @p function fail with @p error, from the @p first one on (1: the next),
 * @p times times (0: for ever).
 *
 * Functions: malloc, calloc, realloc, select, poll, read, write, recv, send, accept, socket, pipe,
 * clock_gettime, pthread_create, pthread_cond_wait. An unknown name fails the test.
 *
 * The wait of a condition variable does not fail: it returns 0 at once, as it may for no reason at all.
 */
void fault_inject(const char *function, int error, int first, int times);

/**
 * @brief Lets each call of @p function, one of read, write, recv and send, take no more than @p most
 * bytes; 0: as many as it likes. As every kernel may.
 */
void fault_shorten(const char *function, size_t most);

/**
 * @brief Has @p watcher called before each call of @p function, in the thread that calls, fault or not: so
 * a test can look, or do something, in the middle of the code under test. NULL: no more.
 *
 * What @p watcher itself calls is not watched.
 */
void fault_watch(const char *function, void (*watcher)(void));

/** @brief Takes all faults and watchers back. Each test begins without any. */
void fault_clear(void);

/**
 * @brief How often @p function was called in this test, failed calls included. By the test too; not by
 * Check, nor by the C library.
 */
int fault_calls(const char *function);

/** @brief The first argument of the last select(): it looks at the descriptors below. -1: none was. */
int fault_select_limit(void);

/** @brief How long the last select() was to wait, in microseconds; -1: a null pointer, no end. */
long long fault_select_wait(void);

#endif
