/**
 * @file stream_reader.h
 * @brief Chapter 11: bytes as they come, asked for in the pieces that a program wants.
 *
 *     await(my->line, stream_reader_readline(my->reader));       (a struct bytes *)
 *
 * What a read gives lies in the reader's own buffer, and is valid until the next read begins or the
 * stream is released: copy what must stay longer.
 *
 * Mirrors `asyncio.StreamReader` (asyncio/streams.py).
 */
#ifndef STREAM_READER_H
#define STREAM_READER_H

#include "buffer.h"
#include "bytes.h"
#include "tasks.h"

/** @brief How many bytes a line may have, unless it is said otherwise: 64 KiB, as in Python. */
#define STREAM_LIMIT ((size_t)65536)

/** @brief Read to the end: the size for stream_reader_read(). Mirrors `-1`. */
#define STREAM_TO_END ((size_t)-1)

/** @brief The error of a read that met the end of the stream too early. Mirrors IncompleteReadError. */
#define INCOMPLETE_READ ENODATA

/** @brief The error of a line that is too long. Mirrors LimitOverrunError, and readline's ValueError. */
#define LIMIT_OVERRUN EMSGSIZE

struct stream_reader;
struct reading;

/** @brief Where a reader's bytes come from: it may be asked to stop for a while. */
struct stream_source {
    void (*pause_reading)(struct stream_reader *reader);  /**< No more, please. Twice is fine. */
    void (*resume_reading)(struct stream_reader *reader); /**< More, please. Twice is fine. */
};

/** @brief What has come. The fields belong to this library. */
struct received {
    struct buffer buffer; /**< All of it. */
    struct bytes bytes;   /**< What the last read gave: the first bytes of the buffer. */
    bool kept;            /**< `bytes` was only shown: the next read begins with it, too. */
};

/** @brief The reading side of a stream. The fields belong to this library. */
struct stream_reader {
    struct received *received; /**< NULL: nothing. An idle connection needs no memory for it. */
    size_t limit;              /**< See stream_reader_init(). */
    struct reading *waiting;   /**< The read that waits, or NULL. */
    struct handle *watcher;    /**< Called when something comes; or NULL. */
    const struct stream_source *source; /**< May be NULL: then nobody can be paused. */
    int error;                          /**< What the connection died of. */
    bool eof;                           /**< No more will come. */
    bool paused;                        /**< The source was asked to stop. */
};

/**
 * @brief Makes @p reader an empty reader. Lines may have @p limit bytes before their end; with more than
 * twice as many unread the source is paused.
 *
 * Mirrors `asyncio.StreamReader(limit)`.
 *
 * @return 0, or EINVAL if @p limit is 0.
 */
int stream_reader_init(struct stream_reader *reader, size_t limit,
                       const struct stream_source *source);

/** @brief Sets the limit of stream_reader_init() for all reads to come. @return 0, or EINVAL if @p limit is 0. */
int stream_reader_set_limit(struct stream_reader *reader, size_t limit);

/** @brief Gives its memory back. A read that waits ends with ECONNRESET. */
void stream_reader_destroy(struct stream_reader *reader);

/**
 * @brief A coroutine that reads what is there, up to @p size bytes, and waits only if there is
 * nothing; with #STREAM_TO_END it waits for the end. Its result is a `struct bytes *`, empty at the end.
 *
 * Mirrors `reader.read(n)`. It raises, as all reads do, the error of the connection; EBUSY if another
 * read waits; EINVAL if it must wait, and no task is running.
 */
struct coro *stream_reader_read(struct stream_reader *reader, size_t size);

/**
 * @brief A coroutine that reads exactly @p size bytes. At the end of the stream it raises
 * #INCOMPLETE_READ; stream_reader_partial() has what came.
 *
 * Mirrors `reader.readexactly(n)`.
 */
struct coro *stream_reader_readexactly(struct stream_reader *reader, size_t size);

/**
 * @brief A coroutine that reads a line, its '\n' included. At the end of the stream it gives the rest,
 * then nothing. It raises #LIMIT_OVERRUN for a line that is too long, which is dropped.
 *
 * Mirrors `reader.readline()`.
 */
struct coro *stream_reader_readline(struct stream_reader *reader);

/**
 * @brief A coroutine that reads up to and with @p separator, a string that must stay alive. It raises
 * #INCOMPLETE_READ at the end of the stream; #LIMIT_OVERRUN, with the buffer left as it was (see
 * stream_reader_partial() for both); EINVAL for an empty separator.
 *
 * Mirrors `reader.readuntil(separator)`.
 */
struct coro *stream_reader_readuntil(struct stream_reader *reader, const char *separator);

/**
 * @brief What had come when a read raised #INCOMPLETE_READ, and is taken by that. After #LIMIT_OVERRUN of
 * readuntil: what can be taken, with stream_reader_readexactly() of as many bytes; it is still there.
 *
 * Mirrors `IncompleteReadError.partial`, and `LimitOverrunError.consumed`.
 */
const struct bytes *stream_reader_partial(const struct stream_reader *reader);

/** @brief Puts the last @p size bytes that the last read gave back: they are read once more. */
void stream_reader_unread(struct stream_reader *reader, size_t size);

/** @brief What the last read gave is not needed any more. If nothing else came, its memory is given back. */
void stream_reader_drop(struct stream_reader *reader);

/**
 * @brief True if something came before @p reader got its exception, which was that the other side has gone
 * (EPIPE, ECONNRESET). That can be read now, and behind it is the end.
 *
 * A read tells of an exception first, as asyncio's does. But whoever was writing when the other side left
 * may want to know what it said: an HTTP server refuses a large upload so.
 */
bool stream_reader_forgive(struct stream_reader *reader);

/** @brief How many bytes have come and were not read. */
size_t stream_reader_size(const struct stream_reader *reader);

/** @brief True if nothing came that was not read: no byte, no end, no error. */
bool stream_reader_is_quiet(const struct stream_reader *reader);

/**
 * @brief For a stream that nobody reads: the running loop calls @p handle when something comes: bytes,
 * the end or an error. It must stay alive until NULL, or another one, takes its place; that takes back a
 * call that is queued, too.
 */
void stream_reader_set_watcher(struct stream_reader *reader, struct handle *handle);

/** @brief True if the end has come and everything was read. Mirrors `reader.at_eof()`. */
bool stream_reader_at_eof(const struct stream_reader *reader);

/** @brief For the source: @p size bytes have come. Mirrors `reader.feed_data()`. @return 0 or ENOMEM. */
int stream_reader_feed_data(struct stream_reader *reader, const void *data, size_t size);

/** @brief For the source: no more will come. Mirrors `reader.feed_eof()`. */
void stream_reader_feed_eof(struct stream_reader *reader);

/** @brief For the source: the connection is broken. Mirrors `reader.set_exception()`. */
void stream_reader_set_exception(struct stream_reader *reader, int error);

#endif
