/**
 * @file stream.h
 * @brief Chapter 11: one connection: a descriptor, a reader, a writer, and who owns them.
 *
 * Allocated by asyncio_open_connection() or by a server; freed when it is released and its descriptor
 * is closed, whichever comes last. A server's stream is released when its handler has ended. Whoever
 * reads or writes must own it meanwhile, or know somebody who does. When a loop is closed it closes the
 * descriptors of the streams that are left; they still have to be released.
 *
 * Mirrors the transport and the protocol behind a pair of streams (asyncio/selector_events.py).
 */
#ifndef STREAM_H
#define STREAM_H

#include <sys/socket.h>

#include "stream_reader.h"
#include "waiters.h"

/** @brief With more than this many bytes unsent, drain waits: 64 KiB, as in Python. */
#define STREAM_HIGH_WATER ((size_t)65536)

/** @brief With no more than this, it goes on: a quarter of that, as in Python. */
#define STREAM_LOW_WATER (STREAM_HIGH_WATER / 4)

/** @brief What is unsent, and who waits for that. The fields belong to this library. */
struct unsent {
    struct buffer buffer;    /**< What the kernel did not take yet. */
    struct handle writable;  /**< Called when there is room for it. */
    size_t high_water;       /**< With more than this in the buffer, drain waits. */
    size_t low_water;        /**< With no more than this, it goes on. */
    struct waiters drainers; /**< Who waits in drain. */
    struct waiters closers;  /**< Who waits in wait_closed. */
};

/** @brief The writing side of a stream. The fields belong to this library. */
struct stream_writer {
    struct unsent *unsent; /**< NULL: all is sent, nobody waits, the marks are the usual ones. */
};

/** @brief A connection. The fields belong to this library. */
struct stream {
    struct stream_reader reader; /**< First member: a reader is its stream. */
    struct stream_writer writer; /**< What is to be sent. */
    struct loop *loop;           /**< Its loop. */
    struct stream *next;         /**< In the list of the loop's streams. */
    struct stream **link;        /**< What points at it in that list. */
    struct handle
        readable;         /**< Called when there is something to read; at last, when it is lost. */
    struct handle ended;  /**< Called when its server's handler has ended. */
    struct task *task;    /**< That handler's task, held; NULL: no server has it. */
    int fd;               /**< -1 once it is closed. */
    unsigned owners;      /**< How many stream_release() are still to come. */
    unsigned accepted_by; /**< The number of the server that accepted it; 0: none did. */
    short error;          /**< What it died of; 0: it was closed. */
    bool reading : 1;     /**< The descriptor is watched for reading. */
    bool paused : 1;      /**< Drain waits. */
    bool closing : 1;     /**< No more is written after what is unsent. */
    bool eof : 1;         /**< As closing, but of the writing side only. */
    bool lost : 1;        /**< It is over; all that is left to do is to tell. */
    bool gone : 1;        /**< The descriptor is closed. */
    bool is_pipe : 1;     /**< The descriptor is no socket. */
};

/** @brief The stream that @p reader belongs to. */
struct stream *stream_of_reader(struct stream_reader *reader);

/** @brief The stream that @p writer belongs to. */
struct stream *stream_of_writer(struct stream_writer *writer);

/**
 * @brief Makes a stream of @p fd, which it takes over: a connected socket or either end of a pipe, set up
 * by socket_set_up(). The writing end of a pipe breaks when nobody is left to read, EPIPE if not all was
 * sent. The caller owns the stream.
 *
 * @return NULL, with the reason in @p *error: ENOMEM, EBADF, EINVAL, as of loop_add_reader(); @p fd is
 *         still the caller's then.
 */
struct stream *stream_new(struct loop *loop, int fd, size_t limit, int *error);

/** @brief One more owner, who must stream_release() it. */
void stream_hold(struct stream *stream);

/**
 * @brief The caller has no more use for @p stream. With the last owner it is closed, unless it is; it
 * sends what it still has to. NULL is fine.
 */
void stream_release(struct stream *stream);

/**
 * @brief Writes @p size bytes at @p data: at once as far as the kernel takes them, the rest later. They
 * are copied. After a close, or an error of the connection, they are dropped in silence.
 *
 * Mirrors `writer.write()`.
 *
 * @return 0; ENOMEM, or what loop_add_writer() refuses with: the connection is lost, for part of it may
 *         be sent; EPIPE after write_eof.
 */
int stream_writer_write(struct stream_writer *writer, const void *data, size_t size);

/**
 * @brief Writes @p count pieces one behind the other; small ones are sent together.
 *
 * Mirrors `writer.writelines()`. @return as stream_writer_write().
 */
int stream_writer_writelines(struct stream_writer *writer, const struct bytes *pieces,
                             size_t count);

/**
 * @brief A coroutine that waits, if much is unsent, until less is.
 *
 * Mirrors `writer.drain()`. It raises the error of the connection; ECONNRESET if that is over.
 */
struct coro *stream_writer_drain(struct stream_writer *writer);

/** @brief Ends the sending side when all is sent; a pipe is closed by that. Mirrors `writer.write_eof()`. */
void stream_writer_write_eof(struct stream_writer *writer);

/**
 * @brief Stops reading, sends what is unsent, and closes. Twice is fine.
 *
 * Mirrors `writer.close()`.
 */
void stream_writer_close(struct stream_writer *writer);

/** @brief As stream_writer_close(), but what is unsent is dropped. Mirrors `transport.abort()`. */
void stream_writer_abort(struct stream_writer *writer);

/** @brief True after a close. Mirrors `writer.is_closing()`. */
bool stream_writer_is_closing(const struct stream_writer *writer);

/** @brief A coroutine that waits until it is closed, and raises its error. Mirrors `writer.wait_closed()`. */
struct coro *stream_writer_wait_closed(struct stream_writer *writer);

/** @brief How many bytes are unsent. Mirrors `transport.get_write_buffer_size()`. */
size_t stream_writer_get_size(const struct stream_writer *writer);

/**
 * @brief Sets the marks for drain.
 *
 * Mirrors `transport.set_write_buffer_limits()`. @return 0; EINVAL if @p low is above @p high; ENOMEM.
 */
int stream_writer_set_limits(struct stream_writer *writer, size_t high, size_t low);

/** @brief Reads the marks for drain. Mirrors `transport.get_write_buffer_limits()`. */
void stream_writer_get_limits(const struct stream_writer *writer, size_t *high, size_t *low);

/** @brief How much room a text of an address needs at most, with the 0 at its end. */
#define SOCKET_NAME_SIZE 128

/**
 * @brief The address of the other side, as text into @p text: "127.0.0.1:80", "[::1]:80", or a path,
 * which is empty for most unix sockets.
 *
 * Mirrors `writer.get_extra_info("peername")`. @return 0; EBADF once it is closed; ENOTSOCK, ...
 */
int stream_writer_get_peername(const struct stream_writer *writer, char *text, size_t size);

/** @brief The address of this side. Mirrors `writer.get_extra_info("sockname")`. */
int stream_writer_get_sockname(const struct stream_writer *writer, char *text, size_t size);

/** @brief The descriptor; -1 once it is closed. Mirrors `writer.get_extra_info("socket").fileno()`. */
int stream_writer_get_fd(const struct stream_writer *writer);

/** @brief For whoever waits for @p writer: its lines, made if need be. NULL: no memory. */
struct unsent *stream_writer_get_unsent(struct stream_writer *writer);

/** @brief Gives back what stream_writer_get_unsent() made, if it is not needed any more. */
void stream_writer_tidy(struct stream_writer *writer);

#endif
