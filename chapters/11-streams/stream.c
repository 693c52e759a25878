/*
 * Chapter 11: one connection.
 *
 * Three callbacks of the loop do all the work: readable, writable, and lost. Everything else changes
 * a buffer or a flag, and what the loop watches.
 */
#include "stream.h"
#include "todo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "open_streams.h"
#include "sockets.h"

/* How much is read at once. On the stack: an idle connection has no buffer. */
#define READ_SIZE 65536

/* Pieces are put together up to this size. */
#define PIECES_SIZE 4096

struct stream *stream_of_reader(struct stream_reader *reader)
{
    return container_of(reader, struct stream, reader);
}

struct stream *stream_of_writer(struct stream_writer *writer)
{
    return container_of(writer, struct stream, writer);
}

/* ---- What is unsent -------------------------------------------------------------------------- */

static int stream_writable(void *arg);

struct unsent *stream_writer_get_unsent(struct stream_writer *writer)
{
    struct unsent *unsent = writer->unsent;

    if (unsent != NULL)
        return unsent;
    unsent = coro_memory(sizeof *unsent);
    if (unsent == NULL)
        return NULL;
    *unsent = (struct unsent){.high_water = STREAM_HIGH_WATER, .low_water = STREAM_LOW_WATER};
    handle_init(&unsent->writable, stream_writable, stream_of_writer(writer));
    return writer->unsent = unsent;
}

static void unsent_free(struct unsent *unsent)
{
    buffer_clear(&unsent->buffer);
    coro_memory_release(unsent, sizeof *unsent);
}

void stream_writer_tidy(struct stream_writer *writer)
{
    struct unsent *unsent = writer->unsent;

    if (unsent == NULL || unsent->buffer.size > 0 || unsent->drainers.first != NULL ||
        unsent->closers.first != NULL || unsent->high_water != STREAM_HIGH_WATER ||
        unsent->low_water != STREAM_LOW_WATER)
        return;
    writer->unsent = NULL;
    unsent_free(unsent);
}

size_t stream_writer_get_size(const struct stream_writer *writer)
{
    return writer->unsent != NULL ? writer->unsent->buffer.size : 0;
}

/* It will never be sent. Those who wait look for themselves why. */
static void unsent_is_lost(struct stream_writer *writer)
{
    buffer_clear(&writer->unsent->buffer);
    wake_all(&writer->unsent->drainers);
    wake_all(&writer->unsent->closers);
    stream_writer_tidy(writer);
}

/* ---- The end --------------------------------------------------------------------------------- */

static void stream_free(struct stream *stream)
{
    open_streams_remove(stream);
    stream_reader_destroy(&stream->reader);
    if (stream->writer.unsent != NULL)
        unsent_free(stream->writer.unsent);
    free(stream);
}

void stream_hold(struct stream *stream)
{
    stream->owners++;
}

void stream_release(struct stream *stream)
{
    if (stream == NULL || --stream->owners > 0)
        return;
    if (stream->gone)
        stream_free(stream);
    else
        stream_writer_close(&stream->writer);
}

/*
 * The other side has gone, which a write was told: but what it said before may still be in the kernel. One
 * piece of it is read, in which there is room for a refusal.
 */
static void stream_hears_last_words(struct stream *stream)
{
    char data[READ_SIZE];
    ssize_t size = stream->reader.eof ? 0 : read(stream->fd, data, sizeof data);

    if (size > 0)
        stream_reader_feed_data(&stream->reader, data, (size_t)size);
}

/* Called once, by the loop: the connection is over. Those who wait look for themselves why. */
static int stream_is_lost(void *arg)
{
    struct stream *stream = arg;

    if (stream->error == EPIPE || stream->error == ECONNRESET)
        stream_hears_last_words(stream);
    close(stream->fd);
    stream->fd = -1;
    stream->gone = true;
    if (stream->error != 0)
        stream_reader_set_exception(&stream->reader, stream->error);
    else
        stream_reader_feed_eof(&stream->reader);
    if (stream->writer.unsent != NULL)
        unsent_is_lost(&stream->writer);
    if (stream->accepted_by != 0)
        open_streams_wake(stream->loop);
    if (stream->owners == 0)
        stream_free(stream);
    return 0;
}

/*
 * The connection is over, for ERROR, or 0. That is told by a callback of the loop and never in here, for
 * whoever reads or writes would be told in the middle of that. Nothing is watched any more, so the
 * handle for reading is free to be that callback.
 */
static void stream_lose(struct stream *stream, int error)
{
    if (stream->lost)
        return;
    stream->lost = stream->closing = true;
    stream->reading = false;
    stream->error = (short)error;
    loop_remove_reader(stream->loop, stream->fd);
    loop_remove_writer(stream->loop, stream->fd);
    handle_init(&stream->readable, stream_is_lost, stream);
    loop_call_soon(stream->loop, &stream->readable);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool would_block(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

static void stream_stop_reading(struct stream *stream)
{
    if (stream->reading)
        loop_remove_reader(stream->loop, stream->fd);
    stream->reading = false;
}

static void stream_start_reading(struct stream *stream)
{
    int error;

    if (stream->reading || stream->closing || stream->reader.eof)
        return;
    error = loop_add_reader(stream->loop, stream->fd, &stream->readable);
    stream->reading = error == 0;
    if (error != 0)
        stream_lose(stream, error);
}

static void source_pause(struct stream_reader *reader)
{
    stream_stop_reading(stream_of_reader(reader));
}

static void source_resume(struct stream_reader *reader)
{
    stream_start_reading(stream_of_reader(reader));
}

static const struct stream_source source = {source_pause, source_resume};

/* Nothing can be read from the writing end of a pipe. It is ready when nobody is left to read. */
static int pipe_is_broken(struct stream *stream)
{
    stream_lose(stream, stream_writer_get_size(&stream->writer) > 0 ? EPIPE : 0);
    return 0;
}

static int stream_readable(void *arg)
{
    struct stream *stream = arg;
    char data[READ_SIZE];
    ssize_t size = read(stream->fd, data, sizeof data);
    int error;

    if (size < 0 && errno == EBADF)
        return pipe_is_broken(stream);
    error = 0;
    /*
     * Exercise 11.3: feed what was read to the reader. At the end of the stream, feed that, and read
     * no more: the descriptor would be ready for ever. The other side may still listen, so that is not
     * the end of the connection. An error other than would_block() is, and so is no memory.
     */
    TODO("11.3", stream, size, error, would_block, stream_lose, stream_stop_reading);
    return 0;
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* Sends. What is no socket is a pipe's end. */
static ssize_t stream_send(struct stream *stream, const void *data, size_t size)
{
    ssize_t sent;

    if (stream->is_pipe)
        return pipe_send(stream->fd, data, size);
    sent = send(stream->fd, data, size, MSG_NOSIGNAL);
    if (sent >= 0 || errno != ENOTSOCK)
        return sent;
    stream->is_pipe = true;
    return pipe_send(stream->fd, data, size);
}

/* No more is to be sent, and nothing is left. A pipe has only this side. */
static void stream_shut(struct stream *stream)
{
    if (shutdown(stream->fd, SHUT_WR) != 0 && errno == ENOTSOCK)
        stream_writer_close(&stream->writer);
}

/* All is sent: what was to come after it? */
static void stream_is_flushed(struct stream *stream)
{
    loop_remove_writer(stream->loop, stream->fd);
    buffer_clear(&stream->writer.unsent->buffer);
    stream_writer_tidy(&stream->writer);
    if (stream->closing)
        stream_lose(stream, 0);
    else if (stream->eof)
        stream_shut(stream);
}

static int stream_writable(void *arg)
{
    struct stream *stream = arg;
    struct unsent *unsent = stream->writer.unsent;
    ssize_t sent = stream_send(stream, buffer_data(&unsent->buffer), unsent->buffer.size);

    if (sent < 0) {
        if (!would_block(errno))
            stream_lose(stream, errno);
        return 0;
    }
    buffer_consume(&unsent->buffer, (size_t)sent);
    /*
     * Exercise 11.5: at or below the low mark, those who drain go on: the stream is not paused any
     * more, and all of them are woken. With nothing left it is flushed.
     */
    TODO("11.5", wake_all, stream_is_flushed);
    return 0;
}

/* Keeps what the kernel did not take for later. Above the high mark, drain waits from now on. */
static int writer_keep(struct stream *stream, const char *data, size_t size)
{
    struct unsent *unsent = stream_writer_get_unsent(&stream->writer);
    bool watched = stream_writer_get_size(&stream->writer) > 0;
    int error = unsent != NULL ? buffer_append(&unsent->buffer, data, size) : ENOMEM;

    if (error == 0 && !watched)
        error = loop_add_writer(stream->loop, stream->fd, &unsent->writable);
    if (error != 0)
        stream_lose(stream, error);
    else if (unsent->buffer.size > unsent->high_water)
        stream->paused = true;
    return error;
}

int stream_writer_write(struct stream_writer *writer, const void *data, size_t size)
{
    struct stream *stream = stream_of_writer(writer);
    ssize_t sent;

    if (stream->eof)
        return EPIPE;
    if (size == 0 || stream->closing)
        return 0;
    sent = 0;
    /*
     * Exercise 11.4: if nothing is in the buffer, send at once as much as the kernel takes: that is
     * nearly always all. An error other than would_block() is the end of the connection, and is told
     * by that. What is left is kept: writer_keep().
     */
    TODO("11.4", stream, data, sent, stream_send, writer_keep);
    return 0;
}

/* Small pieces are copied together, for a call of the kernel costs more than that. */
int stream_writer_writelines(struct stream_writer *writer, const struct bytes *pieces, size_t count)
{
    char together[PIECES_SIZE];
    size_t size = 0;
    int error = 0;

    for (size_t i = 0; i < count && error == 0; i++) {
        if (pieces[i].size > sizeof together - size) {
            error = stream_writer_write(writer, together, size);
            size = 0;
        }
        if (pieces[i].size > sizeof together) {
            if (error == 0)
                error = stream_writer_write(writer, pieces[i].data, pieces[i].size);
        } else if (pieces[i].size > 0) {
            memcpy(together + size, pieces[i].data, pieces[i].size);
            size += pieces[i].size;
        }
    }
    return error != 0 ? error : stream_writer_write(writer, together, size);
}

void stream_writer_write_eof(struct stream_writer *writer)
{
    struct stream *stream = stream_of_writer(writer);

    if (stream->eof || stream->closing)
        return;
    stream->eof = true;
    if (stream_writer_get_size(writer) == 0)
        stream_shut(stream);
}

/* ---- Closing --------------------------------------------------------------------------------- */

void stream_writer_close(struct stream_writer *writer)
{
    struct stream *stream = stream_of_writer(writer);

    /*
     * Exercise 11.6: unless it is already: the stream is closing, and nothing is read any more. With
     * nothing in the buffer the connection is lost, without an error; else when that is sent.
     */
    TODO("11.6", stream, stream_stop_reading, stream_lose);
}

void stream_writer_abort(struct stream_writer *writer)
{
    stream_lose(stream_of_writer(writer), 0);
}

bool stream_writer_is_closing(const struct stream_writer *writer)
{
    return container_of(writer, const struct stream, writer)->closing;
}

int stream_writer_set_limits(struct stream_writer *writer, size_t high, size_t low)
{
    struct unsent *unsent;

    if (low > high)
        return EINVAL;
    unsent = stream_writer_get_unsent(writer);
    if (unsent == NULL)
        return ENOMEM;
    unsent->high_water = high;
    unsent->low_water = low;
    if (unsent->buffer.size > high)
        stream_of_writer(writer)->paused = true;
    stream_writer_tidy(writer);
    return 0;
}

void stream_writer_get_limits(const struct stream_writer *writer, size_t *high, size_t *low)
{
    *high = writer->unsent != NULL ? writer->unsent->high_water : STREAM_HIGH_WATER;
    *low = writer->unsent != NULL ? writer->unsent->low_water : STREAM_LOW_WATER;
}

/* ---- What is known of it --------------------------------------------------------------------- */

int stream_writer_get_fd(const struct stream_writer *writer)
{
    return container_of(writer, const struct stream, writer)->fd;
}

int stream_writer_get_peername(const struct stream_writer *writer, char *text, size_t size)
{
    return socket_peername(stream_writer_get_fd(writer), text, size);
}

int stream_writer_get_sockname(const struct stream_writer *writer, char *text, size_t size)
{
    return socket_sockname(stream_writer_get_fd(writer), text, size);
}

/* ---- Beginning ------------------------------------------------------------------------------- */

/* All of it but the watch. */
static int stream_init(struct stream *stream, struct loop *loop, int fd, size_t limit)
{
    *stream = (struct stream){.loop = loop, .fd = fd, .owners = 1};
    handle_init(&stream->readable, stream_readable, stream);
    return stream_reader_init(&stream->reader, limit, &source);
}

struct stream *stream_new(struct loop *loop, int fd, size_t limit, int *error)
{
    struct open_streams *streams = loop_get_streams(loop);
    struct stream *stream = streams != NULL ? malloc(sizeof *stream) : NULL;

    if (stream != NULL)
        *error = stream_init(stream, loop, fd, limit);
    else
        *error = loop_is_closed(loop) ? EBADF : ENOMEM;
    if (*error == 0)
        *error = loop_add_reader(loop, fd, &stream->readable);
    if (*error != 0) {
        free(stream);
        return NULL;
    }
    stream->reading = true;
    open_streams_add(streams, stream);
    return stream;
}
