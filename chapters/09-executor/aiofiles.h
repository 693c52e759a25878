/**
 * @file aiofiles.h
 * @brief Chapter 9: files, read and written by the loop's threads.
 *
 *     await(my->file, aiofiles_open("notes.txt", "r"));
 *     await(my->line, aiofiles_readline(my->file));
 *     await(aiofiles_close(my->file));
 *
 * select() calls a file ready always, and a read of it blocks all the same, for as long as the disk
 * takes. So each of these calls is a job in a thread, which costs some ten microseconds.
 *
 * One call at a time on a file: a second one raises EBUSY. If an await is cancelled its job goes on,
 * and the file is busy until it has ended.
 *
 * Mirrors the package aiofiles.
 */
#ifndef AIOFILES_H
#define AIOFILES_H

#include "bytes.h"
#include "run_in_executor.h"

/** @brief An open file. Allocated by aiofiles_open(), freed by aiofiles_close(). */
struct aiofile;

/**
 * @brief A coroutine that opens @p path as fopen() does. Its result is a `struct aiofile *`.
 *
 * @p path is copied. It raises what fopen() gives, such as ENOENT.
 */
struct coro *aiofiles_open(const char *path, const char *mode);

/**
 * @brief A coroutine that reads up to @p size bytes; fewer only at the end of the file. Its result is a
 * `struct bytes *`, valid until the next call on @p file; empty at the end.
 */
struct coro *aiofiles_read(struct aiofile *file, size_t size);

/** @brief As aiofiles_read(), up to the end of a line, with its '\n' if it has one. */
struct coro *aiofiles_readline(struct aiofile *file);

/**
 * @brief A coroutine that writes @p size bytes at @p data, which are copied first. Its result is
 * @p size. An error may show only in a later call: the bytes are buffered.
 */
struct coro *aiofiles_write(struct aiofile *file, const void *data, size_t size);

/**
 * @brief A coroutine that writes what is buffered, and closes @p file, which is gone from this call on,
 * whatever comes of it: EBUSY is the one exception.
 */
struct coro *aiofiles_close(struct aiofile *file);

#endif
