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
 * and the file is busy until it has ended; only aiofiles_close() waits for that, so it can stand in a
 * `finally`. All calls raise ENOMEM too, EINVAL where no loop is running, and ESHUTDOWN while the loop
 * shuts down.
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
 * @p mode is C's: "r" to read, "w" to write anew, "a" to append, "wx" for a new file only (Python's
 * "x"), each with "+" for both ways. Text is bytes: nothing is decoded. @p path is copied. No child
 * inherits the file. If the await is cancelled, a file that was opened all the same is closed again.
 *
 * It raises what fopen() gives: ENOENT, EACCES, EISDIR, EEXIST, EMFILE; EINVAL for a mode that is none.
 *
 * Mirrors `aiofiles.open()`.
 */
struct coro *aiofiles_open(const char *path, const char *mode);

/**
 * @brief A coroutine that reads up to @p size bytes; fewer only at the end of the file. Its result is a
 * `struct bytes *`, valid until the next call on @p file; empty at the end. To read at the end again
 * looks again: the file may have grown.
 *
 * It raises what fread() gives: EIO; EBADF if the file was not opened for reading; EISDIR; EBUSY.
 *
 * Mirrors `file.read(size)`.
 */
struct coro *aiofiles_read(struct aiofile *file, size_t size);

/**
 * @brief As aiofiles_read(), up to the end of a line, with its '\n', which only the last one may lack.
 *
 * Mirrors `file.readline()`.
 */
struct coro *aiofiles_readline(struct aiofile *file);

/**
 * @brief A coroutine that writes @p size bytes at @p data, which are copied first. Its result is
 * @p size. An error may show only in a later call, even the close: the bytes are buffered.
 *
 * It raises what fwrite() gives: ENOSPC, EIO; EBADF if the file was not opened for writing; EBUSY.
 *
 * Mirrors `file.write(data)`.
 */
struct coro *aiofiles_write(struct aiofile *file, const void *data, size_t size);

/**
 * @brief A coroutine that writes what is buffered, and closes @p file, which is gone from this call on,
 * whatever comes of it. A job that a cancelled await left behind ends first.
 *
 * It raises what fclose() gives: ENOSPC, EIO. NULL, no memory: it was closed all the same.
 *
 * Mirrors `file.close()`.
 */
struct coro *aiofiles_close(struct aiofile *file);

#endif
